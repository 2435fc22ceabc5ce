import { realpath } from 'node:fs/promises';
import { isAbsolute, relative, resolve } from 'node:path';
import type { Profile } from '../../reasoning/profiles/profile.ts';
import { profileFileSchema, readProfile } from '../../reasoning/profiles/profileFile.ts';
import { ModelsFileError } from './fileError.ts';
import { issueSentences } from './issueSentence.ts';
import { readJsonFile } from './jsonFile.ts';

/** A profile as a models file gives it: a path, or the profile itself. */
export type ProfileSource = string | Readonly<Record<string, unknown>>;

interface Place {
  /** Folder that paths are relative to. */
  readonly folder: string;
  /** May paths lead out of that folder? */
  readonly anywhere: boolean;
  /** Profiles that these may extend. */
  readonly known: ReadonlyMap<string, Profile>;
}

/** Reads the profiles of a models file, in order: a later one may extend an earlier one. Problems are sentences that begin with the place. */
export async function readProfiles(
  sources: readonly ProfileSource[],
  place: Place,
): Promise<{ readonly profiles: ReadonlyMap<string, Profile>; readonly problems: string[] }> {
  const profiles = new Map<string, Profile>();
  const problems: string[] = [];
  for (const [index, source] of sources.entries()) {
    const where = `profiles[${index}]`;
    try {
      const profile = await readSource(source, where, {
        ...place,
        known: new Map([...place.known, ...profiles]),
      });
      if (profiles.has(profile.id))
        problems.push(
          `${where}: the file has a profile "${profile.id}" already. Give one of them another id.`,
        );
      else profiles.set(profile.id, profile);
    } catch (error) {
      if (!(error instanceof ProfileProblem)) throw error;
      problems.push(...error.problems);
    }
  }
  return { profiles, problems };
}

/** What is wrong with one profile. */
class ProfileProblem extends Error {
  readonly problems: readonly string[];
  constructor(problems: readonly string[], options?: ErrorOptions) {
    super(problems.join(' '), options);
    this.problems = problems;
  }
}

async function readSource(source: ProfileSource, where: string, place: Place): Promise<Profile> {
  if (typeof source !== 'string') return checkProfile(source, where, place.known);
  try {
    const path = await allowedPath(source, where, place);
    return checkProfile(await readJsonFile(path), `${where} (${source})`, place.known);
  } catch (error) {
    if (!(error instanceof ModelsFileError)) throw error;
    throw new ProfileProblem(
      error.problems.map((problem) => `${where} (${source}): ${problem}`),
      { cause: error },
    );
  }
}

function checkProfile(json: unknown, where: string, known: ReadonlyMap<string, Profile>): Profile {
  const read = profileFileSchema.safeParse(json);
  if (!read.success)
    throw new ProfileProblem(
      issueSentences(read.error.issues, profileFileSchema, json).map(
        (problem) => `${where}: ${problem}`,
      ),
    );
  try {
    return readProfile(json, known);
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    throw new ProfileProblem([`${where}: ${error.message}`], { cause: error });
  }
}

/** A project's file, which may come from a stranger, reads no file outside its folder (links followed), and none of another machine. */
async function allowedPath(source: string, where: string, place: Place): Promise<string> {
  const path = resolve(place.folder, source);
  if (place.anywhere) return path;
  const refused = new ProfileProblem([
    `${where} (${source}): a project's file may only name profiles in its own folder or below.`,
  ]);
  if (isAbsolute(source) || !within(path, resolve(place.folder))) throw refused;
  const [real, folder] = await Promise.all([
    realpath(path).catch((): undefined => undefined), // reading it says that it is not there
    realpath(place.folder),
  ]);
  if (real !== undefined && !within(real, folder)) throw refused;
  return path;
}

function within(path: string, folder: string): boolean {
  const way = relative(folder, path);
  return way !== '' && !way.startsWith('..') && !isAbsolute(way);
}
