import { homedir } from 'node:os';
import { join } from 'node:path';
import { readEntries } from '../../models/servers/entries.ts';
import type { ModelEntry } from '../../models/servers/entry.ts';
import { readProfiles } from '../../models/servers/profileSources.ts';
import { PROFILES } from '../../reasoning/profiles/index.ts';
import type { Profile } from '../../reasoning/profiles/profile.ts';
import { modelEntries, profileFiles } from '../settings.ts';
import { SETTING } from '../settingKeys.ts';
import { readConfiguredLocal } from './local/configuredLocal.ts';

/** What the settings say of models, checked. */
export interface Configured {
  readonly models: readonly ModelEntry[];
  /** Built-in ones and the user's. */
  readonly profiles: ReadonlyMap<string, Profile>;
  /** Sentences: which entry, what is wrong, what to write. */
  readonly problems: readonly string[];
}

/** Reads the settings of models and the files that they name. What is wrong with one takes nothing from the others. */
export async function readConfigured(): Promise<Configured> {
  const own = await readProfiles(profileFiles().map(fromHome), {
    folder: homedir(),
    anywhere: true,
    known: PROFILES,
  });
  const profiles = new Map([...PROFILES, ...[...own.profiles].map(kept)]);
  const read = readEntries(modelEntries(), { trusted: true, profiles, place: SETTING.models });
  return {
    models: read.models,
    profiles,
    problems: [
      ...own.problems.map((text) => text.replace(/^profiles(?=\[)/u, SETTING.profileFiles)),
      ...read.problems,
      ...readConfiguredLocal(profiles).problems,
    ],
  };
}

function fromHome(path: string): string {
  return path.startsWith('~/') || path.startsWith('~\\') ? join(homedir(), path.slice(2)) : path;
}

/** Profiles by what they were made from: a file that is read again gives the same object, so that a run goes on with its model. */
const known = new Map<string, Profile>();

function kept([id, profile]: readonly [string, Profile]): [string, Profile] {
  const content = JSON.stringify(profile.spec);
  const same = known.get(content) ?? profile;
  known.set(content, same);
  return [id, same];
}
