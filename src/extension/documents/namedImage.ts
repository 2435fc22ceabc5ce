/** An image that a document shows, as its text names it. Lines and columns count from 0. */
export interface NamedImage {
  /** Line on which it is named, and the columns of what names it there. */
  readonly line: number;
  readonly start: number;
  readonly end: number;
  /** Lines that are about it: the whole figure environment, or where it is named. */
  readonly from: number;
  readonly to: number;
  /** As it is written. */
  readonly path: string;
  /** Paths to look for in this order; only files that can be read as figures. */
  readonly candidates: readonly string[];
  readonly caption?: string;
}

const MAX_CAPTION = 300;
/** Addresses of anything else than a file: https:, data:, and //host, which would make Windows sign in at a stranger's. */
const REMOTE = /^(?:[a-z][a-z\d+.-]+:|[\\/]{2})/i;

/** Is this the address of something that is no file here? */
export function isRemote(path: string): boolean {
  return REMOTE.test(path) && !/^file:\/\/\/(?![\\/])/i.test(path);
}

/** Text as a caption: one line, not too long; nothing when there is none. */
export function captionFrom(text: string | undefined): string | undefined {
  const words = (text ?? '').replace(/\s+/g, ' ').trim();
  if (words === '') return undefined;
  return words.length <= MAX_CAPTION ? words : `${words.slice(0, MAX_CAPTION - 1).trimEnd()}…`;
}
