import { commands, l10n, window, type SecretStorage } from 'vscode';
import { keyOf } from '../../models/servers/key.ts';
import type { ModelEntry } from '../../models/servers/entry.ts';
import { SET_API_KEY } from './ids.ts';

/** Keys are kept per origin: one for https is never sent over http. */
function place(url: string): string {
  return `figscope.key ${new URL(url).origin}`;
}

/** The key that the user has given to a server; empty when there is none. */
export async function storedKey(
  secrets: SecretStorage | undefined,
  url: string,
): Promise<string | undefined> {
  return secrets?.get(place(url));
}

/** The key of a model: what was given for its server, else what its environment variable holds. */
export async function keyFor(
  secrets: SecretStorage | undefined,
  entry: Pick<ModelEntry, 'url' | 'keyEnv'>,
): Promise<string | undefined> {
  return (await storedKey(secrets, entry.url)) ?? keyOf(entry);
}

/**
 * Asks for the key of a server and keeps it; an empty one takes it away.
 * @returns the key, empty when it was removed; undefined when the user gave up
 */
export async function askKey(secrets: SecretStorage, url: string): Promise<string | undefined> {
  const { origin } = new URL(url);
  const had = (await storedKey(secrets, url)) !== undefined;
  const typed = await window.showInputBox({
    title: l10n.t('API Key of {0}', origin),
    prompt: had
      ? l10n.t('Kept in the editor’s secret storage. Empty removes the key that is there.')
      : l10n.t('Kept in the editor’s secret storage, never in the settings.'),
    password: true,
    ignoreFocusOut: true,
    validateInput: (text) =>
      /^[\u0021-\u007e\u00a0-\u00ff]*$/u.test(text.trim())
        ? undefined
        : l10n.t('A key has no spaces and no line breaks within.'),
  });
  if (typed === undefined) return undefined;
  const key = typed.trim();
  if (key === '') await secrets.delete(place(url));
  else await secrets.store(place(url), key);
  return key;
}

/** Says that a server did not take the key, with the way to set another one. */
export async function offerKey(message: string, url: string): Promise<void> {
  const set = l10n.t('Set API Key…');
  if ((await window.showErrorMessage(message, set)) === set)
    await commands.executeCommand(SET_API_KEY, url);
}
