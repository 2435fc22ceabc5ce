import { env, l10n, Uri, window } from 'vscode';
import {
  CatalogError,
  findEntry,
  pullModel,
  type InstalledModel,
} from '../../../models/catalog/index.ts';
import type { Services } from '../../services.ts';
import { LOCAL } from '../ids.ts';
import { confirmDownload } from './confirmDownload.ts';
import { modelsRoot } from './configuredLocal.ts';
import { hubOptions, setHubToken } from './hub.ts';
import { pickDownload } from './pickDownload.ts';
import { withTransfer } from './transfer.ts';

/** Lets the user choose a model, downloads it, and offers to use it. @param wanted name or repository, when it is known */
export async function downloadModel(services: Services, wanted?: string): Promise<void> {
  const model = wanted ?? (await pickDownload());
  if (model === undefined) return;
  // Each round begins where the one before was cut: what has come is kept.
  for (let again = true; again;) {
    const end = await attempt(services, model);
    if (end instanceof CatalogError) again = await offerHelp(services, end);
    else if (end === 'stopped') again = await offerToGoOn(model);
    else {
      again = false;
      if (end) await installed(services, end);
    }
  }
}

/** The installed model; undefined when the user did not want it after all. */
async function attempt(
  { context, log }: Services,
  model: string,
): Promise<InstalledModel | CatalogError | 'stopped' | undefined> {
  const hub = await hubOptions(context.secrets);
  const title = l10n.t('Downloading {0}', findEntry(model)?.label ?? model);
  try {
    const done = await withTransfer(title, (signal, onProgress) =>
      pullModel({
        model,
        root: modelsRoot(),
        signal,
        onProgress,
        confirm: confirmDownload,
        ...hub,
      }),
    );
    return done ?? 'stopped';
  } catch (error) {
    if (!(error instanceof CatalogError)) throw error;
    if (error.kind === 'cancelled') return undefined;
    log.error(error);
    return error;
  }
}

async function offerToGoOn(model: string): Promise<boolean> {
  const goOn = l10n.t('Go On');
  const text = l10n.t(
    'The download of {0} was stopped. What has come is kept.',
    findEntry(model)?.label ?? model,
  );
  return (await window.showInformationMessage(text, goOn)) === goOn;
}

/** Says why it failed, with what helps. @returns whether to try again */
async function offerHelp(
  { context }: Services,
  { kind, message, page }: CatalogError,
): Promise<boolean> {
  const again = l10n.t('Try Again');
  const open = l10n.t('Open Page');
  const token = l10n.t('Set Token…');
  const actions = [
    ...(page === undefined ? [] : [open]),
    ...(kind === 'access' ? [token] : []),
    ...(['network', 'corrupt', 'disk', 'busy'].includes(kind) ? [again] : []),
  ];
  const answer = await window.showErrorMessage(message, ...actions);
  if (answer === open && page !== undefined) await env.openExternal(Uri.parse(page));
  if (answer === token) return setHubToken(context.secrets);
  return answer === again;
}

/** Tells that a model is there now, and lets the next question go to it. */
export async function installed(
  { models }: Pick<Services, 'models'>,
  { name, label }: Pick<InstalledModel, 'name' | 'label'>,
): Promise<void> {
  await models.local.refresh();
  const use = l10n.t('Use This Model');
  const text = l10n.t('{0} is installed on this machine.', label);
  if ((await window.showInformationMessage(text, use)) === use)
    await models.choose(`${LOCAL}${name}`);
}
