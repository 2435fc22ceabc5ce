import { objectNoun } from './question/lexicon.ts';

/** A number for people: three significant digits, no exponent between 0.001 and 10¹⁵. */
export function formatNumber(value: number, digits = 3): string {
  if (!Number.isFinite(value)) return 'unknown';
  if (value === 0) return '0';
  const size = Math.abs(value);
  if (size < 1e-3 || size >= 1e15) return value.toExponential(digits - 1).replace('e+', 'e');
  if (size >= 1e7) return String(Number(value.toPrecision(digits)));
  const decimals = Math.max(0, digits - 1 - Math.floor(Math.log10(size)));
  return String(Number(value.toFixed(Math.min(decimals, 12))));
}

/** A value rounded to the place of its uncertainty: 4.327 ± 0.05 → "4.33". */
export function formatWithin(value: number, uncertainty: number): string {
  if (!(uncertainty > 0)) return formatNumber(value, 4);
  const decimals = Math.max(0, -Math.floor(Math.log10(uncertainty)));
  const rounded = Number(value.toFixed(Math.min(decimals, 12)));
  return Math.abs(rounded) >= 1e7 ? formatNumber(rounded, 4) : String(rounded);
}

const SINGULARS: Readonly<Record<string, string>> = {
  nuclei: 'nucleus',
  bacteria: 'bacterium',
  colonies: 'colony',
  puncta: 'punctum',
};

/** "3 nuclei", "1 nucleus". */
export function counted(count: number, noun: string): string {
  return `${String(count)} ${count === 1 ? singular(noun) : noun}`;
}

/** Singular of the analyst's plural nouns ("gold nanoparticles" → "gold nanoparticle"). */
export function singular(noun: string): string {
  const words = noun.split(' ');
  const last = words.pop() ?? '';
  const one = SINGULARS[last] ?? (objectNoun(last) === last ? last.replace(/s$/, '') : last);
  return [...words, one].join(' ');
}

/** "A", "A and B", "A, B and C". */
export function list(items: readonly string[]): string {
  if (items.length < 2) return items[0] ?? '';
  return `${items.slice(0, -1).join(', ')} and ${items.at(-1) ?? ''}`;
}

export function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** A Python variable for a noun ("gold nanoparticles" → "nanoparticles"). */
export function variableName(noun: string): string {
  const name = (noun.split(' ').at(-1) ?? '').replace(/[^a-z]/g, '');
  return name === '' ? 'objects' : name;
}
