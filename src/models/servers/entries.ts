import { PROFILES } from '../../reasoning/profiles/index.ts';
import type { Profile } from '../../reasoning/profiles/profile.ts';
import { baseUrl } from './baseUrl.ts';
import { modelEntry, type ModelEntry } from './entry.ts';
import { entryProblems } from './entryRules.ts';
import { issueSentences, nearest } from './issueSentence.ts';

export interface EntryRules {
  /** Written by the user for this machine; false for what came with a project. */
  readonly trusted: boolean;
  /** Profiles that entries may name; default the built-in ones. */
  readonly profiles?: ReadonlyMap<string, Profile>;
  /** What the list is called: sentences begin with it. Default `models`. */
  readonly place?: string;
}

/**
 * Checks a list of entries, of a file or of a setting. What is wrong with one takes nothing from the others.
 * @returns the good ones with their addresses completed, and a sentence for each problem: where, what, and what to write instead
 */
export function readEntries(
  value: unknown,
  { trusted, profiles = PROFILES, place = 'models' }: EntryRules,
): { readonly models: readonly ModelEntry[]; readonly problems: readonly string[] } {
  if (!Array.isArray(value))
    return { models: [], problems: [`${place} must be a list [ … ] of models.`] };
  const models: ModelEntry[] = [];
  const problems: string[] = [];
  const names = new Map<string, string>();
  for (const [index, json] of value.entries()) {
    const where = `${place}[${index}]`;
    const read = modelEntry.safeParse(json);
    if (!read.success) {
      problems.push(...issueSentences(read.error.issues, modelEntry, json, where));
      continue;
    }
    const entry = read.data;
    const found = entryProblems(entry, trusted).map((problem) => `${where}.${problem}`);
    const earlier = names.get(entry.name);
    if (earlier !== undefined)
      found.push(
        `${where}.name: "${entry.name}" is the name of ${earlier} already. Give one of them another name.`,
      );
    if (entry.profile !== undefined && !profiles.has(entry.profile))
      found.push(`${where}.profile: ${unknownProfile(entry.profile, profiles)}`);
    names.set(entry.name, where);
    problems.push(...found);
    if (found.length === 0) models.push({ ...entry, url: baseUrl(entry.url) });
  }
  return { models, problems };
}

/** The sentence about a profile that nobody has. */
export function unknownProfile(id: string, known: ReadonlyMap<string, Profile>): string {
  const ids = [...known.keys()];
  const meant = nearest(id, ids);
  return `There is no profile "${id}". ${meant ? `Did you mean "${meant}"? ` : ''}There are: ${ids.join(', ')}.`;
}
