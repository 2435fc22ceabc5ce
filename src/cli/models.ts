import { join } from 'node:path';
import { createAnalyst } from '../models/analyst/index.ts';
import { createServerModel } from '../models/openai/index.ts';
import {
  ADDRESS,
  ADDRESS_KEY,
  AddressError,
  parseAddress,
  resolveAddress,
} from '../models/servers/address.ts';
import { remoteHost } from '../models/servers/baseUrl.ts';
import { loadCatalog, plainProfiles, type Catalog } from '../models/servers/catalog.ts';
import { unknownProfile } from '../models/servers/entries.ts';
import type { ModelEntry } from '../models/servers/entry.ts';
import { nearest } from '../models/servers/issueSentence.ts';
import { keyOf } from '../models/servers/key.ts';

import type { Model } from '../reasoning/model.ts';
import { profileFor } from '../reasoning/profiles/index.ts';
import type { Profile } from '../reasoning/profiles/profile.ts';
import { createLocalModel } from '../models/local/index.ts';
import { localHost } from './localHost.ts';
import { LOCAL, localModelFor, type LocalFlags } from './localModels.ts';
import { configFolder } from './machine.ts';
import { UsageError } from './exit.ts';

export const ANALYST = 'analyst';

/** The user's own models file. */
export const userModelsFile = () => join(configFolder(), 'models.json');

/** What is configured here: the user's models, and those of the project that the current folder is in. */
export const catalogHere = (): Promise<Catalog> =>
  loadCatalog({ folder: process.cwd(), userFile: userModelsFile() });

/** A name, `analyst`, an address or `local:…`; the profile instead of the one that the model would have. */
export type ModelFlags = LocalFlags;

/** A model on a server as a run will use it. */
export interface ServerChoice {
  readonly entry: ModelEntry;
  readonly profile: Profile;
  readonly key?: string;
  /** The file that it is written in; none for an address. */
  readonly path?: string;
  /** The user's own file, whose model of this name it replaces. */
  readonly replaces?: string;
}

/** A model ready to be asked. */
export interface ChosenModel {
  readonly model: Model;
  /** Where figures go when that is not this machine. */
  readonly host?: string;
  /** What the user should know before anything is sent. */
  readonly notices: readonly string[];
  /** Ends what the model has started; nothing for most. */
  dispose(): Promise<void>;
}

const nothingToEnd = () => Promise.resolve();

/** The model of a name as `--model` takes it. @throws UsageError */
export async function modelFor(flags: ModelFlags, signal: AbortSignal): Promise<ChosenModel> {
  if (flags.model.startsWith(LOCAL)) return chosenLocal(flags);
  const { device, dtype } = flags;
  if (device !== undefined || dtype !== undefined)
    throw new UsageError(
      `--${device === undefined ? 'dtype' : 'device'} is for models on this machine: --model ${LOCAL}NAME`,
    );
  if (flags.model === ANALYST) {
    if (flags.profile !== undefined)
      throw new UsageError('--profile is for models on servers; the analyst writes in one form.');
    return { model: createAnalyst(), notices: [], dispose: nothingToEnd };
  }
  const choice = await serverModelFor(flags, await catalogHere(), signal);
  const { entry, profile, key, path, replaces } = choice;
  const host = remoteHost(entry.url);
  return {
    model: createServerModel(entry, { profile, ...(key === undefined ? {} : { key }) }),
    ...(host === undefined ? {} : { host }),
    notices: replacedNotice(entry.name, path, replaces),
    dispose: nothingToEnd,
  };
}

async function chosenLocal(flags: LocalFlags): Promise<ChosenModel> {
  const { entry, profile, facts, path, replaces } = await localModelFor(flags, await catalogHere());
  const host = await localHost();
  return {
    model: createLocalModel(entry, { host, profile, images: facts.images }),
    notices: replacedNotice(entry.name, path, replaces),
    dispose: () => host.dispose(),
  };
}

function replacedNotice(name: string, path?: string, replaces?: string): readonly string[] {
  return replaces === undefined
    ? []
    : [`The model "${name}" is the one of ${path}, which replaces the one of ${replaces}.`];
}

/** Finds a configured model, or reads an address. @throws UsageError with what there is */
export async function serverModelFor(
  { model, profile }: ModelFlags,
  catalog: Catalog,
  signal: AbortSignal,
): Promise<ServerChoice> {
  const profiles = plainProfiles(catalog);
  if (profile !== undefined && !profiles.has(profile))
    throw new UsageError(withProblems(`--profile: ${unknownProfile(profile, profiles)}`, catalog));
  const { entry, path, replaces }: Found = model.startsWith(ADDRESS)
    ? { entry: await addressed(model, profiles, signal) }
    : configured(model, catalog);
  const key = keyOf(entry);
  if (key === undefined && path !== undefined && entry.keyEnv !== undefined)
    throw new UsageError(
      `The key of "${entry.name}" is missing: the environment variable ${entry.keyEnv} (named in ${path}) is not set.`,
    );
  const id = profile ?? entry.profile;
  return {
    entry,
    profile: (id === undefined ? undefined : profiles.get(id)) ?? profileFor(entry.model),
    ...(key === undefined ? {} : { key }),
    ...(path === undefined ? {} : { path }),
    ...(replaces === undefined ? {} : { replaces }),
  };
}

type Found = Pick<ServerChoice, 'entry' | 'path' | 'replaces'>;

async function addressed(
  address: string,
  profiles: ReadonlyMap<string, Profile>,
  signal: AbortSignal,
): Promise<ModelEntry> {
  try {
    const key = keyOf({ keyEnv: ADDRESS_KEY });
    return await resolveAddress(parseAddress(address, profiles), {
      signal,
      ...(key === undefined ? {} : { key }),
    });
  } catch (error) {
    if (!(error instanceof AddressError)) throw error;
    throw new UsageError(error.message, { cause: error });
  }
}

function configured(name: string, catalog: Catalog): Found {
  // A file that cannot be read may have been meant to change this very model.
  if (catalog.problems.length > 0) throw new UsageError(problemsOf(catalog));
  const found = catalog.models.find(({ entry }) => entry.name === name);
  if (found) return found;
  if (/^(?:https?:\/\/|localhost\b|127\.)/u.test(name))
    throw new UsageError(`"${name}" is an address: write ${ADDRESS}${name}`);
  const local = catalog.local.map(({ entry }) => `${LOCAL}${entry.name}`);
  const names = [ANALYST, ...catalog.models.map(({ entry }) => entry.name), ...local];
  const meant = nearest(name, names);
  throw new UsageError(
    `There is no model "${name}". ${meant ? `Did you mean "${meant}"? ` : ''}There are: ${names.join(', ')}. Others are written into figscope.models.json or ${userModelsFile()}, or given by address: --model ${ADDRESS}http://127.0.0.1:8000/v1#MODEL`,
  );
}

/** What is wrong with the models files, for a user. */
export const problemsOf = ({ problems }: Catalog): string =>
  problems.map(({ message }) => message).join('\n');

function withProblems(message: string, catalog: Catalog): string {
  return [message, ...(catalog.problems.length > 0 ? [problemsOf(catalog)] : [])].join('\n');
}
