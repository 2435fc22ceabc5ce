import { l10n } from 'vscode';
import type { Model } from '../../reasoning/model.ts';
import type { SessionParts } from './parts.ts';
import { starting, waitingForUser, type Activity } from './phase.ts';

/**
 * The chosen model, once these figures may go where it runs.
 * @param show tells what is being done
 * @throws Error with a sentence for the user when they may not, or the model is gone
 */
export async function allowedModel(
  { models, consent }: Pick<SessionParts, 'models' | 'consent'>,
  figures: readonly string[],
  show: (activity: Activity) => void,
): Promise<Model> {
  const { model, host } = await models.load();
  if (host === undefined) return model;
  show(waitingForUser());
  if (!(await consent(host, figures))) throw new Error(l10n.t('Nothing was sent to {0}.', host));
  show(starting());
  return model;
}
