import { commands, l10n, window } from 'vscode';
import { SETTING } from '../settingKeys.ts';
import { readConfigured } from './configured.ts';

/** Told already: the same words are not said again. */
let told = '';

/** Says what is wrong with the settings of models: which entry, and what to write. The good ones work all the same. */
export async function tellProblems(): Promise<void> {
  const { problems } = await readConfigured();
  const text = problems.join(' ');
  const news = text !== told;
  told = text;
  if (!news || text === '') return;
  const open = l10n.t('Open Settings');
  if ((await window.showWarningMessage(text, open)) === open)
    await commands.executeCommand('workbench.action.openSettings', `@id:${SETTING.models}`);
}
