import type { PlannedFile } from '../types.ts';
import type { HubAnswer } from './client.ts';

/**
 * What the hub says about a file: for files in LFS `x-linked-etag` is the content's sha256 and `x-linked-size` its size (the answer
 * itself only redirects). Only the hub's own word counts, not that of the host it redirects to. ETags of other files are git's hash on
 * the hub, but something else on mirrors: they are not taken for one.
 */
export function linkedFile({
  headers,
  linked,
  fromHub,
  status,
}: HubAnswer): Omit<PlannedFile, 'path'> {
  const own = linked['x-linked-etag'] ?? (fromHub ? headers.etag : undefined);
  const hash = bare(typeof own === 'string' ? own : undefined);
  const size = wholeNumber(linked['x-linked-size']);
  const length = status === 200 ? wholeNumber(headers['content-length']) : undefined;
  const bytes = size ?? length;
  return {
    ...(bytes === undefined ? {} : { bytes }),
    ...(hash && /^[0-9a-f]{64}$/u.test(hash) ? { sha256: hash } : {}),
  };
}

/** An ETag that stands for the very bytes (RFC 9110, 8.8.3); weak ones do not. */
export function strongEtag(value: string | undefined): string | undefined {
  return value !== undefined && /^"[\x21\x23-\x7e]*"$/u.test(value) ? value : undefined;
}

const bare = (etag: string | undefined): string | undefined =>
  etag?.replace(/^W\//u, '').replaceAll('"', '').toLowerCase();

function wholeNumber(value: string | string[] | undefined): number | undefined {
  return typeof value === 'string' && /^\d{1,15}$/u.test(value) ? Number(value) : undefined;
}
