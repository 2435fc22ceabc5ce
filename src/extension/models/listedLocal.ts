import { l10n } from 'vscode';
import type { Model } from '../../reasoning/model.ts';
import { localSources } from '../localSettings.ts';
import { sizeWords } from './amounts.ts';
import type { Entry } from './entry.ts';
import { LOCAL } from './ids.ts';

/** What of an installed model is needed to list it. */
export interface InstalledLine {
  readonly name: string;
  readonly label: string;
  readonly bytes: number;
  /** Estimated need of memory. */
  readonly memoryBytes: number;
  readonly licence?: string;
}

/** Models on this machine, without reading what checks and runs them. What is wrong is told when one is loaded. */
export function listedLocal(
  installed: readonly InstalledLine[],
  load: (name: string) => Promise<Model>,
): readonly Entry[] {
  const written = new Map(
    localSources()
      .flatMap(({ value }) => (Array.isArray(value) ? (value as readonly unknown[]) : []))
      .filter(isListed)
      .map((one) => [one.name, one]),
  );
  const free = installed.filter(({ name }) => !written.has(name));
  return [
    ...[...written.values()].map(({ name, label = name, folder }) =>
      entry(name, label, folder, load),
    ),
    ...free.map(({ name, label, bytes, memoryBytes, licence }) => {
      const facts = [
        l10n.t('{0} on the disk', sizeWords(bytes)),
        l10n.t('about {0} of memory', sizeWords(memoryBytes)),
        ...(licence === undefined ? [] : [licence]),
      ];
      return entry(name, label, facts.join(' · '), load);
    }),
  ];
}

function entry(
  name: string,
  label: string,
  detail: string,
  load: (name: string) => Promise<Model>,
): Entry {
  return {
    choice: { id: `${LOCAL}${name}`, label, where: l10n.t('this machine'), detail },
    group: 'machine',
    load: () => load(name),
  };
}

function isListed(value: unknown): value is {
  readonly name: string;
  readonly folder: string;
  readonly label?: string;
} {
  const { name, folder, label } = Object(value) as Readonly<Record<string, unknown>>;
  return isText(name) && isText(folder) && (label === undefined || isText(label));
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value.trim() !== '';
}
