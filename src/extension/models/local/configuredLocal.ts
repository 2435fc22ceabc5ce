import {
  installedModels,
  modelsFolder,
  type InstalledModel,
} from '../../../models/catalog/index.ts';
import { DEVICES, readLocalEntries, type LocalEntry } from '../../../models/local/index.ts';
import type { Profile } from '../../../reasoning/profiles/profile.ts';
import { fromHome, localDefaults, localSources, modelsFolderSetting } from '../../localSettings.ts';

/** Where installed models are. */
export function modelsRoot(): string {
  return modelsFolder(process.env, modelsFolderSetting());
}

/** The local models of the settings, checked; a workspace's replaces the user's of the same name. */
export function readConfiguredLocal(profiles: ReadonlyMap<string, Profile>): {
  readonly models: readonly LocalEntry[];
  readonly problems: readonly string[];
} {
  const read = localSources().map(({ value, ...rules }) =>
    readLocalEntries(rules.trusted ? withHome(value) : value, { ...rules, profiles }),
  );
  const models = new Map(read.flatMap((one) => one.models.map((entry) => [entry.name, entry])));
  return { models: [...models.values()], problems: read.flatMap(({ problems }) => problems) };
}

/** `~/` in folders that the user has written. */
function withHome(value: unknown): unknown {
  if (!Array.isArray(value)) return value;
  return value.map((entry: unknown) => {
    const { folder } = Object(entry) as { readonly folder?: unknown };
    return typeof folder === 'string' ? { ...Object(entry), folder: fromHome(folder) } : entry;
  });
}

/** A local model by its name: of the settings, else an installed one. Undefined when there is none that is right. */
export async function findLocal(
  name: string,
  profiles: ReadonlyMap<string, Profile>,
): Promise<LocalEntry | undefined> {
  const written = readConfiguredLocal(profiles).models.find((one) => one.name === name);
  if (written) return withDefaults(written);
  const { models } = await installedModels(modelsRoot());
  const installed = models.find((one) => one.name === name);
  return installed && withDefaults(entryOf(installed));
}

function entryOf({ name, folder, label, profile }: InstalledModel): LocalEntry {
  return { name, folder, label, ...(profile !== undefined && { profile }) };
}

/** What the entry does not say is as the settings for all local models. */
function withDefaults(entry: LocalEntry): LocalEntry {
  const { device: wanted, ...rest } = localDefaults();
  const device = (['auto', ...DEVICES] as const).find((one) => one === wanted) ?? 'auto';
  return { device, ...rest, ...entry };
}
