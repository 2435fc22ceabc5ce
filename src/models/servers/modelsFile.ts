import { dirname } from 'node:path';
import * as z from 'zod';
import { PROFILES } from '../../reasoning/profiles/index.ts';
import type { Profile } from '../../reasoning/profiles/profile.ts';
import { readLocalEntries } from '../local/entries.ts';
import type { LocalEntry } from '../local/entry.ts';
import { readEntries } from './entries.ts';
import type { ModelEntry } from './entry.ts';
import { ModelsFileError } from './fileError.ts';
import { issueSentences } from './issueSentence.ts';
import { readJsonFile } from './jsonFile.ts';
import { readProfiles } from './profileSources.ts';

/** Name of the file that a project keeps its models in. */
export const PROJECT_FILE = 'figscope.models.json';

/** The outer form; models and profiles are then read one by one. */
const fileSchema = z.strictObject({
  $schema: z.string().exactOptional(),
  models: z.array(z.unknown()).default([]),
  local: z.array(z.unknown()).default([]),
  profiles: z
    .array(z.union([z.string().min(1), z.record(z.string(), z.unknown())]))
    .exactOptional(),
});

/** A models file that has been read. */
export interface ModelsFile {
  readonly path: string;
  readonly models: readonly ModelEntry[];
  /** Models on this machine, with absolute folders. */
  readonly local: readonly LocalEntry[];
  /** Profiles of this file alone. */
  readonly profiles: ReadonlyMap<string, Profile>;
}

export interface ReadOptions {
  /** The user's own file: it may name any environment variable, and profiles in any folder. Default false. */
  readonly trusted?: boolean;
  /** Profiles that the file may name and extend; default the built-in ones. */
  readonly profiles?: ReadonlyMap<string, Profile>;
}

/**
 * Reads `figscope.models.json`, or the user's file of the same form, with the profiles that it names.
 * @throws ModelsFileError that names the file, each place in it, and what to write instead
 */
export async function readModelsFile(
  path: string,
  { trusted = false, profiles: known = PROFILES }: ReadOptions = {},
): Promise<ModelsFile> {
  const json = await readJsonFile(path);
  const read = fileSchema.safeParse(json);
  if (!read.success)
    throw new ModelsFileError(path, issueSentences(read.error.issues, fileSchema, json));
  const { profiles, problems: wrong } = await readProfiles(read.data.profiles ?? [], {
    folder: dirname(path),
    anywhere: trusted,
    known,
  });
  const rules = { trusted, profiles: new Map([...known, ...profiles]) };
  const { models, problems } = readEntries(read.data.models, rules);
  const { models: local, problems: localProblems } = readLocalEntries(read.data.local, {
    ...rules,
    folder: dirname(path),
  });
  const found = [...problems, ...localProblems];
  // A profile that could not be read is named already; that nobody knows it now is no further news.
  const news = wrong.length > 0 ? found.filter((one) => !UNKNOWN_PROFILE.test(one)) : found;
  if (wrong.length + news.length > 0) throw new ModelsFileError(path, [...news, ...wrong]);
  return { path, models, local, profiles };
}

const UNKNOWN_PROFILE = /^(?:models|local)\[\d+\]\.profile: There is no/u;
