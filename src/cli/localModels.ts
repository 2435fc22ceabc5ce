import { stat } from 'node:fs/promises';
import { homedir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import { installedModels, modelsFolder, type InstalledModel } from '../models/catalog/index.ts';
import {
  folderFacts,
  localProfile,
  type FolderFacts,
  type LocalEntry,
} from '../models/local/index.ts';
import { plainProfiles, type Catalog } from '../models/servers/catalog.ts';
import { unknownProfile } from '../models/servers/entries.ts';
import { nearest } from '../models/servers/issueSentence.ts';
import type { Profile } from '../reasoning/profiles/profile.ts';
import { UsageError } from './exit.ts';
import { parseDevice, parseDtype } from './options.ts';

/** What the name of a model on this machine begins with. */
export const LOCAL = 'local:';

export interface LocalFlags {
  /** `local:` and a folder, a name of the models files, or an installed model. */
  readonly model: string;
  readonly profile?: string;
  readonly device?: LocalEntry['device'];
  readonly dtype?: LocalEntry['dtype'];
}

/** A local model as a run will use it. */
export interface LocalChoice {
  readonly entry: LocalEntry;
  readonly profile: Profile;
  readonly facts: FolderFacts;
  /** The file that it is written in; none for a folder or an installed model. */
  readonly path?: string;
  readonly replaces?: string;
}

/** The models that were pulled or imported. */
export const installedHere = () => installedModels(modelsFolder());

/**
 * Finds a local model: a folder (a path with a slash, or `.`), else what the models files or the models folder have under that name.
 * @throws UsageError with what there is
 */
export async function localModelFor(flags: LocalFlags, catalog: Catalog): Promise<LocalChoice> {
  const profiles = plainProfiles(catalog);
  if (flags.profile !== undefined && !profiles.has(flags.profile))
    throw new UsageError(`--profile: ${unknownProfile(flags.profile, profiles)}`);
  const { entry: found, ...from } = await find(flags.model.slice(LOCAL.length).trim(), catalog);
  const entry = withFlags(found, flags);
  const facts = await folderFacts(entry.folder);
  return { entry, profile: localProfile(entry, facts, profiles), facts, ...from };
}

type Found = Pick<LocalChoice, 'entry' | 'path' | 'replaces'>;

async function find(name: string, catalog: Catalog): Promise<Found> {
  if (name === '')
    throw new UsageError(`"${LOCAL}" lacks the model: ${LOCAL}NAME or ${LOCAL}FOLDER`);
  if (isPath(name)) return { entry: await entryOfFolder(name) };
  // A file that cannot be read may have been meant to change this very model.
  if (catalog.problems.length > 0)
    throw new UsageError(catalog.problems.map(({ message }) => message).join('\n'));
  const written = catalog.local.find(({ entry }) => entry.name === name);
  if (written) {
    const { entry, path, replaces } = written;
    return { entry, path, ...(replaces === undefined ? {} : { replaces }) };
  }
  const { models, incomplete } = await installedHere();
  const installed = models.find((one) => one.name === name);
  if (installed) return { entry: entryOfInstalled(installed) };
  const half = incomplete.find((one) => one.name === name);
  if (half) throw new UsageError(half.text);
  const names = [...catalog.local.map(({ entry }) => entry.name), ...models.map((one) => one.name)];
  const meant = nearest(name, names);
  const there = names.length > 0 ? `There are: ${names.join(', ')}.` : 'None is installed.';
  throw new UsageError(
    `There is no local model "${name}". ${meant ? `Did you mean "${meant}"? ` : ''}${there} "figscope models list" shows what can be pulled; a folder is named with a slash: --model ${LOCAL}./${name}`,
  );
}

function isPath(name: string): boolean {
  return /[/\\]/u.test(name) || name === '.' || name === '..' || name === '~';
}

async function entryOfFolder(path: string): Promise<LocalEntry> {
  const folder = /^~(?=$|[/\\])/u.test(path) ? join(homedir(), path.slice(1)) : resolve(path);
  const found = await stat(folder).catch(() => undefined);
  if (!found?.isDirectory())
    throw new UsageError(
      `${LOCAL}${path}: ${found ? `${folder} is a file; the folder of the model is wanted` : `there is no folder ${folder}`}.`,
    );
  const name = basename(folder)
    .replaceAll(/[^\w.-]/gu, '-')
    .replace(/^[^A-Za-z0-9]+/u, '');
  return { name: name.slice(0, 64) || 'model', folder };
}

/** An installed model as an entry. */
export function entryOfInstalled({ name, folder, label, profile }: InstalledModel): LocalEntry {
  return { name, folder, label, ...(profile === undefined ? {} : { profile }) };
}

/** Flags count more than the environment, which counts more than what is written. */
function withFlags(entry: LocalEntry, { profile, device, dtype }: LocalFlags): LocalEntry {
  const { FIGSCOPE_DEVICE, FIGSCOPE_DTYPE } = process.env;
  const place =
    device ?? (FIGSCOPE_DEVICE ? parseDevice('FIGSCOPE_DEVICE')(FIGSCOPE_DEVICE) : undefined);
  const weights =
    dtype ?? (FIGSCOPE_DTYPE ? parseDtype('FIGSCOPE_DTYPE')(FIGSCOPE_DTYPE) : undefined);
  return {
    ...entry,
    ...(profile === undefined ? {} : { profile }),
    ...(place === undefined ? {} : { device: place }),
    ...(weights === undefined ? {} : { dtype: weights }),
  };
}
