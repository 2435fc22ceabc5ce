import { randomBytes } from 'node:crypto';
import { env, Uri, type Webview } from 'vscode';
import { pagePolicy } from './policy.ts';

/** The page's files: the only folder that it may load from. */
export function pageFolder(extension: Uri): Uri {
  return Uri.joinPath(extension, 'dist', 'webview');
}

/** The panel's page. Everything it shows comes by message; nothing is loaded but its own script and style sheet. */
export function panelHtml(webview: Webview, extension: Uri): string {
  const nonce = randomBytes(18).toString('base64url');
  const file = (name: string) => webview.asWebviewUri(Uri.joinPath(pageFolder(extension), name));
  return `<!doctype html>
<html lang="${env.language}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${pagePolicy(webview.cspSource, nonce)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Figscope</title>
<link rel="stylesheet" href="${file('main.css')}">
</head>
<body>
<div id="root" data-nonce="${nonce}"></div>
<script nonce="${nonce}" src="${file('main.js')}"></script>
</body>
</html>`;
}
