import { commands, l10n, ProgressLocation, window, workspace } from 'vscode';
import type { Services } from '../services.ts';
import { examine } from './examine.ts';
import { doctorReport } from './report.ts';

/** Examines this machine and opens the report, which the user may hand on with an issue. */
export async function doctor(services: Services): Promise<void> {
  const findings = await window.withProgress(
    { location: ProgressLocation.Notification, title: l10n.t('Figscope checks this machine…') },
    () => examine(services),
  );
  const content = doctorReport(findings);
  const document = await workspace.openTextDocument({ language: 'markdown', content });
  await window.showTextDocument(document, { preview: false });
  const report = l10n.t('Report Issue');
  const text = findings.sandbox.usable
    ? l10n.t('The sandbox works on this machine.')
    : l10n.t('The sandbox does not start on this machine. The report says why.');
  const show = findings.sandbox.usable ? window.showInformationMessage : window.showWarningMessage;
  if ((await show(text, report)) === report)
    await commands.executeCommand('workbench.action.openIssueReporter', {
      extensionId: services.context.extension.id,
    });
}
