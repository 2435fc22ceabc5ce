import type { ModelEntry } from '../servers/entry.ts';

/** Where a request goes. */
export interface Target {
  readonly entry: ModelEntry;
  /** Host and port, for sentences. */
  readonly host: string;
  readonly key?: string;
}

/** "s1-vl-32b at 127.0.0.1:8000" */
export function nameOf({ entry, host }: Target): string {
  return `${entry.model} at ${host}`;
}

/** What a server said, fit for a sentence: one line, printable, short, and without the key. */
export function quoted(text: string, { key }: Target, length = 300): string {
  const open = key ? text.replaceAll(key, '…') : text;
  const line = open
    .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, ' ')
    .replace(/\s+/gu, ' ')
    .trim();
  return line.length > length ? `${line.slice(0, length)}…` : line;
}
