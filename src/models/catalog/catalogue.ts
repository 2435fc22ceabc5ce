import { PARTS } from '../../inference/protocol.ts';
import data from './catalog.json' with { type: 'json' };
import type { DtypeWish } from './dtype.ts';
import { catalogSchema, type CatalogEntry, type CatalogFile } from './entry.ts';
import type { PartDtypes } from './types.ts';

let entries: readonly CatalogEntry[] | undefined;

/** The models that Figscope knows, the recommended one first. */
export function catalogue(): readonly CatalogEntry[] {
  return (entries ??= catalogSchema.parse(data).models);
}

/** An entry by its name or repository, in any case. */
export function findEntry(name: string): CatalogEntry | undefined {
  const wanted = name.toLowerCase();
  return catalogue().find(
    (entry) => entry.name === wanted || entry.repository.toLowerCase() === wanted,
  );
}

/** The forms of weights that an entry has facts for, best known first. */
export function knownForms({ dtype, weights }: CatalogEntry): readonly string[] {
  const all = PARTS.flatMap((part) => Object.keys(weights?.[part] ?? {}));
  return [...new Set([dtype, ...all])];
}

/** The files of an entry for the wanted weights; `undefined` where the catalogue does not know them all. */
export function knownFiles(
  { common, weights, dtype: usual }: CatalogEntry,
  wish: DtypeWish,
): { readonly files: readonly CatalogFile[]; readonly dtype: PartDtypes } | undefined {
  if (!common || !weights) return undefined;
  const files = [...common];
  const dtype: { -readonly [Key in keyof PartDtypes]: PartDtypes[Key] } = {};
  for (const part of PARTS) {
    const form = wish.parts[part] ?? wish.all ?? usual;
    const found = weights[part][form];
    if (!found) return undefined;
    dtype[part] = form;
    files.push(...found);
  }
  return { files, dtype };
}

/** Bytes of what is pulled when nothing else is asked for. */
export function usualBytes(entry: CatalogEntry): number | undefined {
  return knownFiles(entry, { parts: {} })?.files.reduce((sum, { bytes }) => sum + bytes, 0);
}
