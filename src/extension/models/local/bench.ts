import { l10n, ProgressLocation, window, workspace } from 'vscode';
import {
  loadProgress,
  specOf,
  timeOfImage,
  type LocalEntry,
  type LoadStep,
} from '../../../models/local/index.ts';
import type { Services } from '../../services.ts';
import { signalOf } from '../../signal.ts';
import { LOCAL } from '../ids.ts';
import { benchReport, type Bench } from './benchReport.ts';
import { localEntryOf } from './loadModel.ts';
import { progressWords } from './progressWords.ts';

/** Measures a local model on every provider that works here, and opens a table. */
export async function benchModel(services: Services): Promise<void> {
  const name = await pickLocal(services);
  if (name === undefined) return;
  const entry = await localEntryOf(name);
  const bench = await measure(services, entry);
  if (!bench) return;
  const document = await workspace.openTextDocument({
    language: 'markdown',
    content: benchReport(bench),
  });
  await window.showTextDocument(document, { preview: false });
}

/** The chosen model, or one that the user picks. */
async function pickLocal({ models }: Services): Promise<string | undefined> {
  const { current, local } = models;
  if (current.id.startsWith(LOCAL)) return current.id.slice(LOCAL.length);
  await local.refresh();
  const entries = local.entries();
  if (entries.length === 0)
    throw new Error(
      l10n.t('No model of this machine can be measured. “Figscope: Download a Model…” gets one.'),
    );
  const picked = await window.showQuickPick(
    entries.map(({ choice: { id, label, detail = '' } }) => ({ label, detail, id })),
    { title: l10n.t('Measure a Local Model'), placeHolder: l10n.t('The model that is measured') },
  );
  return picked?.id.slice(LOCAL.length);
}

async function measure({ models }: Services, entry: LocalEntry): Promise<Bench | undefined> {
  const host = await models.local.host();
  const title = l10n.t('Figscope measures {0}', entry.label ?? entry.name);
  return window.withProgress(
    { location: ProgressLocation.Notification, title, cancellable: true },
    async (progress, token): Promise<Bench | undefined> => {
      const { signal, end } = signalOf(token);
      const spec = specOf(entry, entry.folder);
      const onStep = (step: LoadStep) =>
        progress.report({ message: progressWords(loadProgress(step)) });
      const onWait = () => progress.report({ message: progressWords({ doing: 'waiting' }) });
      try {
        const model = await host.useAfresh(spec, { signal, onStep, onWait });
        if (model.images) progress.report({ message: l10n.t('Showing it an image') });
        const image = model.images ? await timeOfImage(host, spec, signal) : undefined;
        const measured = await host.measure(spec, { signal, onStep, onWait });
        return { entry, model, measured, ...(image && { image }) };
      } catch (error) {
        if (signal.aborted) return undefined;
        throw error;
      } finally {
        end();
      }
    },
  );
}
