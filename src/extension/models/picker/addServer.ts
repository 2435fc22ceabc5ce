import { l10n, ProgressLocation, window } from 'vscode';
import { baseUrl } from '../../../models/servers/baseUrl.ts';
import { describeServer } from '../../../models/servers/describe.ts';
import type { ServedModel, ServerDescription } from '../../../models/servers/description.ts';
import { ModelError } from '../../../reasoning/modelError.ts';
import type { Services } from '../../services.ts';
import { signalOf } from '../../signal.ts';
import { words } from '../../words.ts';
import { SERVER } from '../ids.ts';
import { askKey, storedKey } from '../keys.ts';
import { testEntry } from '../test/testModel.ts';
import { addEntry } from '../written.ts';
import { newEntry } from './newEntry.ts';
import { pickProfile } from './pickProfile.ts';

/** From an address to a model that can be asked: its models, how they write, a key where one is wanted, and a test. */
export async function addServer(services: Services): Promise<void> {
  const url = await askAddress();
  if (url === undefined) return;
  const description = await describe(services, url);
  if (!description) return;
  const { host } = new URL(url);
  if (description.models.length === 0)
    throw new Error(
      l10n.t('{0} answers and serves no model. Load one there, and add the server again.', host),
    );
  const served = await pickServed(host, description.models);
  const profile = served && (await pickProfile(served.id));
  if (!served || !profile) return;
  const entry = newEntry(url, served, profile);
  await addEntry(entry);
  await services.models.choose(`${SERVER}${entry.name}`);
  const test = l10n.t('Test It');
  const answer = await window.showInformationMessage(
    l10n.t('{0} answers from the next question on.', entry.name),
    test,
  );
  if (answer === test) await testEntry(services, entry);
}

/** The base address; undefined when the user gave up. */
async function askAddress(): Promise<string | undefined> {
  const typed = await window.showInputBox({
    title: l10n.t('Add Model Server'),
    prompt: l10n.t('Address of an OpenAI-compatible server, up to and with /v1'),
    placeHolder: 'http://127.0.0.1:8000/v1',
    ignoreFocusOut: true,
    validateInput: (text) => {
      try {
        baseUrl(text);
        return undefined;
      } catch (error) {
        return words(error);
      }
    },
  });
  return typed === undefined ? undefined : baseUrl(typed);
}

/** Asks the server, and the user for a key where it wants one. */
async function describe(
  { context: { secrets } }: Services,
  url: string,
): Promise<ServerDescription | undefined> {
  let key = await storedKey(secrets, url);
  for (;;) {
    try {
      return await ask(url, key);
    } catch (error) {
      if (!(error instanceof ModelError) || error.kind !== 'key') throw error;
      const typed = await askKey(secrets, url);
      if (typed === undefined || typed === '') throw error;
      key = typed;
    }
  }
}

/** Undefined when cancelled. */
async function ask(url: string, key: string | undefined): Promise<ServerDescription | undefined> {
  return window.withProgress(
    {
      location: ProgressLocation.Notification,
      title: l10n.t('Figscope asks {0} for its models', new URL(url).host),
      cancellable: true,
    },
    async (_progress, token) => {
      const { signal, end } = signalOf(token);
      try {
        return await describeServer(url, { signal, ...(key !== undefined && { key }) });
      } catch (error) {
        if (signal.aborted) return undefined;
        throw error;
      } finally {
        end();
      }
    },
  );
}

async function pickServed(
  host: string,
  models: readonly ServedModel[],
): Promise<ServedModel | undefined> {
  const [only, ...others] = models;
  if (others.length === 0) return only;
  const picked = await window.showQuickPick(
    models.map((model) => ({
      label: model.id.replaceAll('$(', '$ ('),
      ...(model.images === false && { description: l10n.t('takes no images') }),
      ...(model.note !== undefined && { detail: model.note }),
      model,
    })),
    { title: l10n.t('Models of {0}', host), ignoreFocusOut: true },
  );
  return picked?.model;
}
