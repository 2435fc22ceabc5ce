import { l10n } from 'vscode';
import type { ModelEntry } from '../../models/servers/entry.ts';
import { modelEntries, rememberModelEntries } from '../settings.ts';

/** Adds an entry to `figscope.models` of the user; what is there stays as it is. */
export async function addEntry(entry: ModelEntry): Promise<void> {
  await rememberModelEntries([...written(), entry]);
}

/** Changes fields of an entry. */
export async function changeEntry(name: string, change: Partial<ModelEntry>): Promise<void> {
  await rememberModelEntries(
    written().map((one) => (nameOf(one) === name ? { ...Object(one), ...change } : one)),
  );
}

/**
 * A name for a model that no entry has: the last part of its id, in letters that names may have.
 * @param id as the server gives it: `org/Model-7B:latest`
 */
export function freeName(id: string): string {
  const last = id.split('/').findLast((part) => part !== '') ?? '';
  const plain = last
    .replace(/\.gguf$/iu, '')
    .replace(/[^\w.-]+/gu, '-')
    .replace(/^[^A-Za-z0-9]+/u, '')
    .slice(0, 60);
  const base = plain === '' ? 'model' : plain;
  const taken = new Set(['analyst', ...written().map(nameOf)]);
  let name = base;
  for (let number = 2; taken.has(name) || name.toLowerCase() === 'analyst'; number += 1)
    name = `${base}-${number}`;
  return name;
}

function nameOf(entry: unknown): unknown {
  return (Object(entry) as { readonly name?: unknown }).name;
}

/** @throws Error when the setting is no list: it would be lost */
function written(): readonly unknown[] {
  const entries = modelEntries();
  if (!Array.isArray(entries))
    throw new Error(
      l10n.t('The setting figscope.models is not a list. Correct it in the settings first.'),
    );
  return entries;
}
