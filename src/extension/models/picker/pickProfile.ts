import { l10n, window } from 'vscode';
import { fittingProfile } from '../../../models/servers/probe/profileFinding.ts';
import { profileFor } from '../../../reasoning/profiles/index.ts';
import { readConfigured } from '../configured.ts';

/** The user's answer; no id when the profile follows from the model's name. */
export interface PickedProfile {
  readonly id?: string;
}

/** Asks how the model writes its turns; the first choice is what its name suggests. Undefined when the user gave up. */
export async function pickProfile(model: string): Promise<PickedProfile | undefined> {
  const { profiles } = await readConfigured();
  const guess = profileFor(model);
  const items: { label: string; description: string; profile: PickedProfile }[] = [
    {
      // A model of no known family gets code as text, which asks nothing of its server.
      label:
        fittingProfile(model, true) === guess.id
          ? l10n.t('By the model’s name: {0}', guess.label)
          : l10n.t('For a model of no known family: {0}', guess.label),
      description: guess.id,
      profile: {},
    },
    ...[...profiles.values()].map(({ id, label }) => ({
      label,
      description: id,
      profile: { id },
    })),
  ];
  const answer = await window.showQuickPick(items, {
    title: l10n.t('Profile of {0}', model),
    placeHolder: l10n.t('How the model writes its turns; a test of the model tells which fits'),
    ignoreFocusOut: true,
  });
  return answer?.profile;
}
