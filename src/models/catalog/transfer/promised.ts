import { CatalogError } from '../error.ts';
import type { HubAnswer } from '../hub/client.ts';
import { linkedFile } from '../hub/linked.ts';
import type { PlannedFile } from '../types.ts';

/** What the file must be, by the catalogue or by the hub. */
export type Promised = Omit<PlannedFile, 'path'>;

/** Is the content known, not only its size? */
export const known = ({ sha256, gitSha1 }: Promised): boolean => (sha256 ?? gitSha1) !== undefined;

/** What is known of the file, and what the hub adds. */
export function promiseOf(answer: HubAnswer, { bytes, sha256, gitSha1 }: PlannedFile): Promised {
  const linked = linkedFile(answer);
  const content = sha256 ?? linked.sha256;
  // Of a file in LFS git's hash is that of a note that stands for it.
  const git = content === undefined ? gitSha1 : undefined;
  const size = bytes ?? linked.bytes;
  return {
    ...(size === undefined ? {} : { bytes: size }),
    ...(content === undefined ? {} : { sha256: content }),
    ...(git === undefined ? {} : { gitSha1: git }),
  };
}

/** The hub may not offer another content under a commit than the one that is known. @throws CatalogError `corrupt` */
export function mustBeSame(answer: HubAnswer, file: PlannedFile): void {
  const { sha256 } = linkedFile(answer);
  if (file.sha256 !== undefined && sha256 !== undefined && sha256 !== file.sha256)
    throw new CatalogError(
      'corrupt',
      `${file.path} is another file on the server now than the one that was chosen (sha256 ${sha256}, not ${file.sha256}). If you chose a branch it may have moved: start again.`,
    );
}

/** Bytes of the whole file by this answer; `undefined` for a piece that begins elsewhere, or where it is not said. */
export function totalOf({ status, headers }: HubAnswer, offset: number): number | undefined {
  if (status === 206) {
    const [, start, total] =
      /^bytes (\d{1,15})-\d{1,15}\/(\d{1,15})$/u.exec(headers['content-range'] ?? '') ?? [];
    return Number(start) === offset && total !== undefined ? Number(total) : undefined;
  }
  const { 'content-length': length } = headers;
  return length !== undefined && /^\d{1,15}$/u.test(length) ? Number(length) : undefined;
}
