import { l10n, type SecretStorage } from 'vscode';
import { createServerModel } from '../../models/openai/index.ts';
import type { ModelEntry } from '../../models/servers/entry.ts';
import type { Model } from '../../reasoning/model.ts';
import { ModelError } from '../../reasoning/modelError.ts';
import { profileFor } from '../../reasoning/profiles/index.ts';
import type { Profile } from '../../reasoning/profiles/profile.ts';
import { readConfigured, type Configured } from './configured.ts';
import { keyFor, offerKey } from './keys.ts';

/** By name, so that a run goes on with the one it has until something of it changes. */
const made = new Map<string, { readonly like: string; readonly model: Model }>();

/** The model of an entry of `figscope.models`. @throws Error that says what is wrong with the entry */
export async function loadServerModel(
  name: string,
  secrets: SecretStorage | undefined,
): Promise<Model> {
  const configured = await readConfigured();
  const entry = entryOf(name, configured);
  const profile = profileOf(entry, configured.profiles);
  const key = await keyFor(secrets, entry);
  const like = JSON.stringify([entry, profile.spec, key]);
  const known = made.get(name);
  if (known?.like === like) return known.model;
  const model = createServerModel(entry, { profile, ...(key !== undefined && { key }) });
  const helped: Model = { ...model, stream: (...args) => helpWithKey(model, entry, ...args) };
  made.set(name, { like, model: helped });
  return helped;
}

/** @throws Error that says what is wrong with the settings */
export function entryOf(name: string, { models, problems }: Configured): ModelEntry {
  const entry = models.find((one) => one.name === name);
  if (entry) return entry;
  throw new Error(
    [l10n.t('The model "{0}" cannot be used: its settings are not right.', name), ...problems].join(
      ' ',
    ),
  );
}

/** How its turns are written: as the entry says, or as the model's name suggests. */
export function profileOf(entry: ModelEntry, profiles: Configured['profiles']): Profile {
  const named = entry.profile === undefined ? undefined : profiles.get(entry.profile);
  return named ?? profileFor(entry.model);
}

/** The replies of the model; where its server wants another key, the user is offered to give it. */
async function* helpWithKey(
  model: Model,
  { url }: ModelEntry,
  ...[request, signal]: Parameters<Model['stream']>
): ReturnType<Model['stream']> {
  try {
    yield* model.stream(request, signal);
  } catch (error) {
    if (error instanceof ModelError && error.kind === 'key') void offerKey(error.message, url);
    throw error;
  }
}
