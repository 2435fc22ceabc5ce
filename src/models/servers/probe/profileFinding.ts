import { familyProfile } from '../../../reasoning/profiles/index.ts';
import type { Profile } from '../../../reasoning/profiles/profile.ts';
import type { ModelEntry } from '../entry.ts';
import { finding, type Finding } from './finding.ts';

/** The profile that fits a model: its family's, else function calling where it works, else code as text. */
export function fittingProfile(model: string, toolsWork: boolean): string {
  return familyProfile(model)?.id ?? (toolsWork ? 'tools' : 's1vl');
}

/** @param used the profile that a run would use now */
export function profileFinding(entry: ModelEntry, used: Profile, toolsWork: boolean): Finding {
  const fits = fittingProfile(entry.model, toolsWork);
  const why =
    familyProfile(entry.model) !== undefined
      ? 'by its name'
      : toolsWork
        ? 'no known family, function calling works'
        : 'no known family, no function calling';
  if (used.calls === 'tool' && !toolsWork)
    return finding(
      'profile',
      'fails',
      `The profile ${used.id} needs function calling, which does not work here.`,
      {
        value: fits,
        advice: `Use the profile ${fits}.`,
      },
    );
  if (used.id === fits)
    return finding('profile', 'works', `The profile ${fits} fits (${why}) and is in use.`, {
      value: fits,
    });
  return finding(
    'profile',
    entry.profile === undefined ? 'limited' : 'works',
    `The profile ${fits} fits (${why}); ${used.id} is in use.`,
    {
      value: fits,
      advice:
        entry.profile === undefined
          ? `Write "profile": "${fits}" into the entry, or @${fits} after the address.`
          : undefined,
    },
  );
}
