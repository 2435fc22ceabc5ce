import { l10n, ProgressLocation, window, workspace } from 'vscode';
import type { ModelEntry } from '../../../models/servers/entry.ts';
import { testModel, type ModelTest } from '../../../models/servers/test.ts';
import type { Services } from '../../services.ts';
import { signalOf } from '../../signal.ts';
import { readConfigured } from '../configured.ts';
import { SERVER } from '../ids.ts';
import { keyFor } from '../keys.ts';
import { profileOf } from '../serverModel.ts';
import { changeEntry } from '../written.ts';
import { testReport } from './report.ts';

/** Tests the chosen model, or one that the user picks when that is none on a server. */
export async function testChosenModel(services: Services): Promise<void> {
  const { models } = await readConfigured();
  if (models.length === 0)
    throw new Error(
      l10n.t(
        'Only models on servers are tested, and none is configured. “Figscope: Choose Model…” adds one.',
      ),
    );
  const chosen = models.find(({ name }) => services.models.current.id === `${SERVER}${name}`);
  const entry = chosen ?? (await pickEntry(models));
  if (entry) await testEntry(services, entry);
}

/** Finds out what works with a model, opens the report, and says in a sentence how it went. */
export async function testEntry(
  { context }: Pick<Services, 'context'>,
  entry: ModelEntry,
): Promise<void> {
  const { profiles } = await readConfigured();
  const profile = profileOf(entry, profiles);
  const key = await keyFor(context.secrets, entry);
  const test = await window.withProgress(
    {
      location: ProgressLocation.Notification,
      title: l10n.t('Figscope tests {0}', entry.name),
      cancellable: true,
    },
    async (progress, token): Promise<ModelTest | undefined> => {
      const { signal, end } = signalOf(token);
      try {
        const onStep = (message: string) => progress.report({ message });
        return await testModel(entry, {
          signal,
          profile,
          onStep,
          ...(key !== undefined && { key }),
        });
      } catch (error) {
        if (signal.aborted) return undefined;
        throw error;
      } finally {
        end();
      }
    },
  );
  if (!test) return;
  const document = await workspace.openTextDocument({
    language: 'plaintext',
    content: testReport(test),
  });
  await window.showTextDocument(document, { preview: false });
  await tell(entry, test, profile.id);
}

async function tell(entry: ModelEntry, test: ModelTest, used: string): Promise<void> {
  const { usable, profile } = test;
  const fits = l10n.t('Use the Profile {0}', profile);
  const actions = profile === used ? [] : [fits];
  const answer = usable
    ? await window.showInformationMessage(
        l10n.t('A run can be done with {0}. The report says what works.', entry.name),
        ...actions,
      )
    : await window.showWarningMessage(
        l10n.t('No run can be done with {0} as it is. The report says why.', entry.name),
        ...actions,
      );
  if (answer === fits) await changeEntry(entry.name, { profile });
}

async function pickEntry(models: readonly ModelEntry[]): Promise<ModelEntry | undefined> {
  const picked = await window.showQuickPick(
    models.map((entry) => ({
      label: entry.name,
      description: l10n.t('{0} at {1}', entry.model, entry.url),
      entry,
    })),
    { title: l10n.t('Test This Model'), placeHolder: l10n.t('The model that is tested') },
  );
  return picked?.entry;
}
