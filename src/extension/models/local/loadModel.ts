import { l10n } from 'vscode';
import {
  createLocalModel,
  folderFacts,
  localProfile,
  type InferenceHost,
  type LocalEntry,
} from '../../../models/local/index.ts';
import type { Model } from '../../../reasoning/model.ts';
import { readConfigured } from '../configured.ts';
import type { LocalModels } from '../localModels.ts';
import { findLocal } from './configuredLocal.ts';

/** By name, so that a run goes on with the one it has until something of it changes. */
const made = new Map<string, { readonly like: string; readonly model: Model }>();

/**
 * A model of the settings, or an installed one. Its weights are read at the first question.
 * @throws Error with a sentence for the user
 */
export async function loadLocalModel(
  name: string,
  local: Pick<LocalModels, 'host'>,
): Promise<Model> {
  const { profiles } = await readConfigured();
  const entry = await localEntryOf(name);
  const facts = await folderFacts(entry.folder);
  const profile = localProfile(entry, facts, profiles);
  const like = JSON.stringify([entry, profile.spec, facts]);
  const known = made.get(name);
  if (known?.like === like) return known.model;
  const model = createLocalModel(entry, {
    profile,
    images: facts.images,
    host: { generate: (...args) => generate(local, ...args) },
  });
  made.set(name, { like, model });
  return model;
}

/** @throws Error that says what is wrong with the settings or the folder */
export async function localEntryOf(name: string): Promise<LocalEntry> {
  const { profiles, problems } = await readConfigured();
  const entry = await findLocal(name, profiles);
  if (entry) return entry;
  throw new Error(
    [
      l10n.t(
        'The local model "{0}" cannot be used: it is not installed, or its settings are not right.',
        name,
      ),
      ...problems,
    ].join(' '),
  );
}

/** The host is asked for with each reply: the settings may have given it another Node. */
async function* generate(
  local: Pick<LocalModels, 'host'>,
  ...args: Parameters<InferenceHost['generate']>
): ReturnType<InferenceHost['generate']> {
  yield* (await local.host()).generate(...args);
}
