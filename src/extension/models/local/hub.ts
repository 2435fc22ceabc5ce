import { l10n, window, type SecretStorage } from 'vscode';
import type { HubOptions } from '../../../models/catalog/index.ts';
import { downloadEnvironment, hubEndpointSetting } from '../../localSettings.ts';

/** Tokens are kept per hub: one of a mirror never goes to another. */
function place(endpoint: string): string {
  return `figscope.hubToken ${endpoint === '' ? 'default' : endpoint}`;
}

/** Where models come from: settings, the stored token, VS Code's proxy. */
export async function hubOptions(secrets: SecretStorage | undefined): Promise<HubOptions> {
  const endpoint = hubEndpointSetting();
  const token = await secrets?.get(place(endpoint));
  return {
    env: downloadEnvironment(),
    ...(endpoint !== '' && { endpoint }),
    ...(token !== undefined && { token }),
  };
}

/** Asks for the token of the hub and keeps it; an empty one takes it away. @returns false when the user gave up */
export async function setHubToken(secrets: SecretStorage): Promise<boolean> {
  const endpoint = hubEndpointSetting();
  const had = (await secrets.get(place(endpoint))) !== undefined;
  const typed = await window.showInputBox({
    title: endpoint === '' ? l10n.t('Token of the Model Hub') : l10n.t('Token of {0}', endpoint),
    prompt: had
      ? l10n.t('Kept in the editor’s secret storage. Empty removes the token that is there.')
      : l10n.t(
          'For models whose licence has to be accepted first. Kept in the editor’s secret storage.',
        ),
    password: true,
    ignoreFocusOut: true,
    validateInput: (text) =>
      /^[\u0021-\u007e]*$/u.test(text.trim())
        ? undefined
        : l10n.t('A token has no spaces and no line breaks within.'),
  });
  if (typed === undefined) return false;
  const token = typed.trim();
  if (token === '') await secrets.delete(place(endpoint));
  else await secrets.store(place(endpoint), token);
  void window.showInformationMessage(
    token === ''
      ? l10n.t('The token of the model hub was removed.')
      : l10n.t('The token of the model hub is kept in the editor’s secret storage.'),
  );
  return true;
}
