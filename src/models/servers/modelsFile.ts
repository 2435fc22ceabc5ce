import { dirname } from 'node:path';
import * as z from 'zod';
import { PROFILES } from '../../reasoning/profiles/index.ts';
import type { Profile } from '../../reasoning/profiles/profile.ts';
import { baseUrl } from './baseUrl.ts';
import { modelEntry, type ModelEntry } from './entry.ts';
import { entryProblems } from './entryRules.ts';
import { ModelsFileError } from './fileError.ts';
import { issueSentences, nearest } from './issueSentence.ts';
import { readJsonFile } from './jsonFile.ts';
import { readProfiles } from './profileSources.ts';

/** Name of the file that a project keeps its models in. */
export const PROJECT_FILE = 'figscope.models.json';

/** What a models file holds, before the profiles in it are read. */
const fileSchema = z.strictObject({
  $schema: z.string().exactOptional(),
  models: z.array(modelEntry).default([]),
  profiles: z
    .array(z.union([z.string().min(1), z.record(z.string(), z.unknown())]))
    .exactOptional(),
});

/** A models file that has been read. */
export interface ModelsFile {
  readonly path: string;
  readonly models: readonly ModelEntry[];
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
  const { models, profiles: sources = [] } = read.data;
  const found = await readProfiles(sources, { folder: dirname(path), anywhere: trusted, known });
  const all = new Map([...known, ...found.profiles]);
  const problems = [
    ...models.flatMap((entry, index) =>
      entryProblems(entry, trusted).map((problem) => `models[${index}].${problem}`),
    ),
    ...duplicates(models),
    ...found.problems,
    // A profile that could not be read is named above; that nobody knows it now is no further news.
    ...(found.problems.length > 0 ? [] : unknownProfiles(models, all)),
  ];
  if (problems.length > 0) throw new ModelsFileError(path, problems);
  return {
    path,
    models: models.map((entry) => ({ ...entry, url: baseUrl(entry.url) })),
    profiles: found.profiles,
  };
}

function duplicates(models: readonly ModelEntry[]): string[] {
  const first = new Map<string, number>();
  return models.flatMap(({ name }, index) => {
    const earlier = first.get(name);
    if (earlier === undefined) first.set(name, index);
    return earlier === undefined
      ? []
      : [
          `models[${index}].name: "${name}" is the name of models[${earlier}] already. Give one of them another name.`,
        ];
  });
}

function unknownProfiles(
  models: readonly ModelEntry[],
  known: ReadonlyMap<string, Profile>,
): string[] {
  return models.flatMap(({ profile }, index) =>
    profile === undefined || known.has(profile)
      ? []
      : [`models[${index}].profile: ${unknownProfile(profile, known)}`],
  );
}

/** The sentence about a profile that nobody has. */
export function unknownProfile(id: string, known: ReadonlyMap<string, Profile>): string {
  const ids = [...known.keys()];
  const meant = nearest(id, ids);
  return `There is no profile "${id}". ${meant ? `Did you mean "${meant}"? ` : ''}There are: ${ids.join(', ')}.`;
}
