import { readFileSync } from 'node:fs';
import { pagePolicy } from '../../../../src/extension/panel/policy.ts';

/** Names of the files in ../themes: what VS Code puts into a webview in its own four themes. */
export const THEMES = ['dark', 'light', 'hcDark', 'hcLight'] as const;
export type ThemeName = (typeof THEMES)[number];

interface Theme {
  /** `data-vscode-theme-kind` of the body. */
  readonly kind: string;
  readonly vars: Readonly<Record<string, string>>;
}

export function readTheme(name: ThemeName): Theme {
  const file = new URL(`../themes/${name}.json`, import.meta.url);
  return JSON.parse(readFileSync(file, 'utf8')) as Theme;
}

/** The page around the script, as the extension makes it, with the theme that VS Code adds. */
export function pageHtml(name: ThemeName, surface: 'view' | 'tab'): string {
  const { kind, vars } = readTheme(name);
  const nonce = 'bm9uY2U';
  const variables = Object.entries(vars).map(([key, value]) => `${key}: ${value};`);
  const background =
    surface === 'view' ? '--vscode-sideBar-background' : '--vscode-editor-background';
  const classes = kind === 'vscode-high-contrast-light' ? `${kind} vscode-high-contrast` : kind;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${pagePolicy("'self'", nonce)}">
<title>Figscope</title>
<style nonce="${nonce}">:root { ${variables.join(' ')} } html { background: var(${background}); }</style>
<link rel="stylesheet" href="main.css">
</head>
<body class="${classes}" data-vscode-theme-kind="${kind}">
<div id="root" data-nonce="${nonce}"></div>
<script nonce="${nonce}" src="main.js"></script>
</body>
</html>`;
}
