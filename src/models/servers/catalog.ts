import { access } from 'node:fs/promises';
import { homedir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { PROFILES } from '../../reasoning/profiles/index.ts';
import type { Profile } from '../../reasoning/profiles/profile.ts';
import type { LocalEntry } from '../local/entry.ts';
import type { ModelEntry } from './entry.ts';
import { ModelsFileError } from './fileError.ts';
import { PROJECT_FILE, readModelsFile } from './modelsFile.ts';

/** A configured model and where it is written. */
export interface Configured<Entry> {
  readonly entry: Entry;
  readonly from: 'project' | 'user';
  /** The file. */
  readonly path: string;
  /** The user's file, when it has a model of this name as well. */
  readonly replaces?: string;
}

export type ConfiguredModel = Configured<ModelEntry>;
export type ConfiguredLocal = Configured<LocalEntry>;

/** A profile and where it comes from; no path for one that comes with Figscope. */
export interface ConfiguredProfile {
  readonly profile: Profile;
  readonly path?: string;
}

/** What is configured for a folder: the user's models and the project's, which win by name. */
export interface Catalog {
  readonly models: readonly ConfiguredModel[];
  /** Models on this machine, by names of their own. */
  readonly local: readonly ConfiguredLocal[];
  /** Built-in profiles, the user's and the project's, by id; later ones replace earlier ones. */
  readonly profiles: ReadonlyMap<string, ConfiguredProfile>;
  /** Files that could not be read: what they hold is missing here. */
  readonly problems: readonly ModelsFileError[];
}

export interface CatalogPlaces {
  /** The folder to start at; the nearest models file there or above counts. */
  readonly folder: string;
  /** The user's own file. */
  readonly userFile: string;
  /** Where the way up ends; default the user's home folder. */
  readonly home?: string;
}

/** Reads both files. A file that is not there is no problem; one that is wrong is, and takes nothing else away. */
export async function loadCatalog(places: CatalogPlaces): Promise<Catalog> {
  const problems: ModelsFileError[] = [];
  const profiles = new Map<string, ConfiguredProfile>(
    [...PROFILES].map(([id, profile]) => [id, { profile }]),
  );
  const models = new Map<string, ConfiguredModel>();
  const local = new Map<string, ConfiguredLocal>();
  const add = async (path: string | undefined, from: ConfiguredModel['from']) => {
    if (path === undefined) return;
    try {
      const file = await readModelsFile(path, {
        trusted: from === 'user',
        profiles: plainProfiles({ profiles }),
      });
      for (const [id, profile] of file.profiles) profiles.set(id, { profile, path });
      for (const entry of file.models) put(models, { entry, from, path });
      for (const entry of file.local) put(local, { entry, from, path });
    } catch (error) {
      if (!(error instanceof ModelsFileError)) throw error;
      problems.push(error);
    }
  };
  await add((await exists(places.userFile)) ? places.userFile : undefined, 'user');
  await add(await findProjectFile(places.folder, places.home), 'project');
  return { models: [...models.values()], local: [...local.values()], profiles, problems };
}

/** Adds what is configured; what had the name before is replaced. */
function put<Entry extends { readonly name: string }>(
  known: Map<string, Configured<Entry>>,
  one: Configured<Entry>,
): void {
  const replaces = known.get(one.entry.name)?.path;
  known.set(one.entry.name, { ...one, ...(replaces === undefined ? {} : { replaces }) });
}

/** The profiles of a catalog alone. */
export function plainProfiles({
  profiles,
}: Pick<Catalog, 'profiles'>): ReadonlyMap<string, Profile> {
  return new Map([...profiles].map(([id, { profile }]) => [id, profile]));
}

/** The nearest `figscope.models.json`: in the folder or above it, up to the home folder or the root. */
export async function findProjectFile(
  folder: string,
  home = homedir(),
): Promise<string | undefined> {
  let at = resolve(folder);
  for (;;) {
    const path = join(at, PROJECT_FILE);
    if (await exists(path)) return path;
    const above = dirname(at);
    if (at === resolve(home) || above === at) return undefined;
    at = above;
  }
}

/** Is there anything under this path? What cannot be read is reported when it is read. */
async function exists(path: string): Promise<boolean> {
  try {
    await access(path);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EACCES';
  }
}
