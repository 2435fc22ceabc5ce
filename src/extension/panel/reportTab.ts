import { l10n, ViewColumn, window } from 'vscode';

/** Shows an HTML report in an editor tab. The report brings its own policy: its script and style by their hashes, nothing else. */
export function showReport(html: string, run: string): void {
  const panel = window.createWebviewPanel(
    'figscope.report',
    l10n.t('Report {0}', run),
    ViewColumn.Active,
    { enableScripts: true, localResourceRoots: [], enableFindWidget: true },
  );
  panel.webview.html = html;
}
