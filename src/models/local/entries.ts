import { isAbsolute, relative, resolve, sep } from 'node:path';
import { PROFILES } from '../../reasoning/profiles/index.ts';
import type { Profile } from '../../reasoning/profiles/profile.ts';
import { unknownProfile } from '../servers/entries.ts';
import { issueSentences } from '../servers/issueSentence.ts';
import { localEntry, type LocalEntry } from './entry.ts';

export interface LocalRules {
  /** Written by the user for this machine; false for what came with a project. */
  readonly trusted: boolean;
  /** The folder that relative paths start at: that of the file. */
  readonly folder: string;
  /** Profiles that entries may name; default the built-in ones. */
  readonly profiles?: ReadonlyMap<string, Profile>;
  /** What the list is called: sentences begin with it. Default `local`. */
  readonly place?: string;
}

/**
 * Checks a list of local models, of a file or of a setting. What is wrong with one takes nothing from the others.
 * @returns the good ones with absolute folders, and a sentence for each problem: where, what, and what to write instead
 */
export function readLocalEntries(
  value: unknown,
  { trusted, folder, profiles = PROFILES, place = 'local' }: LocalRules,
): { readonly models: readonly LocalEntry[]; readonly problems: readonly string[] } {
  if (!Array.isArray(value))
    return { models: [], problems: [`${place} must be a list [ … ] of local models.`] };
  const models: LocalEntry[] = [];
  const problems: string[] = [];
  const names = new Map<string, string>();
  for (const [index, json] of value.entries()) {
    const where = `${place}[${index}]`;
    const read = localEntry.safeParse(json);
    if (!read.success) {
      problems.push(...issueSentences(read.error.issues, localEntry, json, where));
      continue;
    }
    const entry = { ...read.data, folder: resolve(folder, read.data.folder) };
    const earlier = names.get(entry.name);
    const found = [
      ...(earlier === undefined
        ? []
        : [
            `${where}.name: "${entry.name}" is the name of ${earlier} already. Give one of them another name.`,
          ]),
      ...(entry.profile !== undefined && !profiles.has(entry.profile)
        ? [`${where}.profile: ${unknownProfile(entry.profile, profiles)}`]
        : []),
      ...(trusted || isWithin(read.data.folder, folder)
        ? []
        : [
            `${where}.folder: a project's file may only name folders inside of its own (it may come from somebody else). Move this model into your own file, or call it by its path: --model local:PATH`,
          ]),
    ];
    names.set(entry.name, where);
    problems.push(...found);
    if (found.length === 0) models.push(entry);
  }
  return { models, problems };
}

/** Below `folder`, and not named from the root: on Windows such a path may be one of another machine, which would be told who is asking. */
function isWithin(path: string, folder: string): boolean {
  if (isAbsolute(path) || /^[/\\]|^[A-Za-z]:/u.test(path)) return false;
  const way = relative(folder, resolve(folder, path));
  return way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way);
}
