import { randomBytes } from 'node:crypto';
import { env, Uri, type Webview } from 'vscode';

/** The page's files: the only folder that it may load from. */
export function pageFolder(extension: Uri): Uri {
  return Uri.joinPath(extension, 'dist', 'webview');
}

/** The panel's page. Everything it shows comes by message; nothing is loaded but its own script and style sheet. */
export function panelHtml(webview: Webview, extension: Uri): string {
  const nonce = randomBytes(18).toString('base64url');
  const file = (name: string) => webview.asWebviewUri(Uri.joinPath(pageFolder(extension), name));
  const policy = [
    // What is not named below may not be loaded, sent or framed.
    "default-src 'none'",
    // Figures and images of runs arrive as bytes and become blob URLs: no address outside is ever asked for a picture.
    'img-src blob:',
    // Our style sheet, and the rules that the code editor and the toolkit make (they carry the nonce).
    `style-src ${webview.cspSource} 'nonce-${nonce}'`,
    // Our one script. No eval, no inline handlers, no other file.
    `script-src 'nonce-${nonce}'`,
    // The page has no reason to send anything anywhere; models are asked by the extension.
    "connect-src 'none'",
    // No fonts: icons are drawings, formulas are MathML.
    "font-src 'none'",
    // A link must not turn into another base, nor a form into a request.
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
  return `<!doctype html>
<html lang="${env.language}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
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
