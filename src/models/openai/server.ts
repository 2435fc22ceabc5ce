import { baseUrl } from '../servers/baseUrl.ts';
import type { ModelEntry } from '../servers/entry.ts';

/** A model on a server, as the client and its sentences need it. */
export interface Server {
  readonly entry: ModelEntry;
  /** Where chat completions are asked for. */
  readonly url: string;
  /** Host and port, for people. */
  readonly host: string;
  readonly key: string | undefined;
  /** "s1-vl-32b on 127.0.0.1:8000" */
  readonly label: string;
  /** What must stand in no sentence: the key and the values of headers. */
  readonly secrets: readonly string[];
}

/**
 * Collects what is known of a model's server.
 * @throws Error with a sentence for an address that cannot be used
 */
export function serverOf(entry: ModelEntry, key: string | undefined): Server {
  const base = baseUrl(entry.url);
  const { host } = new URL(base);
  // Short values ("1", "true") hide nothing, and blotting them out would spoil every sentence.
  const secrets = [key ?? '', ...Object.values(entry.headers ?? {})].filter(
    (value) => value.length >= 4,
  );
  return {
    entry,
    url: `${base}/chat/completions`,
    host,
    key,
    label: entry.label ?? `${entry.model} on ${host}`,
    secrets,
  };
}
