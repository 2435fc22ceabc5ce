import type { IncomingMessage } from 'node:http';
import { CatalogError } from '../error.ts';
import type { HubAnswer, HubClient } from '../hub/client.ts';
import { refusal } from '../hub/failures.ts';
import { linkedFile, strongEtag } from '../hub/linked.ts';
import { resolvePath } from '../hub/resolvePath.ts';
import { passingStatus, PassingFault, retrying } from '../hub/retry.ts';
import type { PlannedFile } from '../types.ts';
import { placeFor } from './files.ts';
import { PartFile } from './partFile.ts';

export interface Download {
  readonly client: HubClient;
  readonly repository: string;
  readonly revision: string;
  readonly file: PlannedFile;
  /** Folder that the file's path is in; it exists. */
  readonly folder: string;
  readonly signal: AbortSignal;
  /** For the user: why it waits. */
  readonly onNotice: (text: string) => void;
  /** Bytes that are here; `moved`: they just came. */
  readonly onBytes: (done: number, moved: boolean, total: number | undefined) => void;
}

export interface Downloaded {
  readonly bytes: number;
  readonly sha256: string;
}

/** Of a file whose size nobody has said. */
const MOST_UNKNOWN_BYTES = 16 * 1024 ** 3;

/** What the file must be, by the catalogue or by the hub. */
type Promised = Omit<PlannedFile, 'path'>;

/**
 * Loads a file: goes on where an earlier attempt was cut, as long as it is the same version, and checks hash and size.
 * @throws CatalogError; the signal's reason when aborted. What has come stays in `NAME.part`.
 */
export async function download(job: Download): Promise<Downloaded> {
  const { file, folder, signal } = job;
  const target = await placeFor(folder, file.path);
  const part = await PartFile.open(target, signal);
  try {
    for (let again = false; ; again = true) {
      const promised = await fetchWhole(part, job);
      const wrong = await difference(part, promised, signal);
      if (wrong === undefined) break;
      await part.restart();
      job.onBytes(0, false, file.bytes);
      if (again)
        throw new CatalogError(
          'corrupt',
          `${file.path} came twice with another content than promised (${wrong}). A mirror or proxy may alter it. Nothing of it was kept: try again later, or choose another endpoint.`,
        );
    }
    const result = { bytes: part.length, sha256: part.sha256() };
    await part.finish();
    return result;
  } finally {
    await part.close();
  }
}

/** How the content differs from what was promised. */
async function difference(
  part: PartFile,
  { bytes, sha256, gitSha1 }: Promised,
  signal: AbortSignal,
): Promise<string | undefined> {
  if (bytes !== undefined && part.length !== bytes) return `${part.length} bytes, not ${bytes}`;
  if (sha256 !== undefined) {
    const found = part.sha256();
    return found === sha256 ? undefined : `sha256 ${found}, not ${sha256}`;
  }
  if (gitSha1 === undefined) return undefined;
  const found = await part.gitSha1(signal);
  return found === gitSha1 ? undefined : `git hash ${found}, not ${gitSha1}`;
}

async function fetchWhole(part: PartFile, job: Download): Promise<Promised> {
  const { file, signal } = job;
  let seen = 0;
  let promised: Promised = file;
  await mayGoOn(part, file);
  seen = part.length;
  job.onBytes(part.length, false, file.bytes);
  if (file.bytes !== undefined && part.length === file.bytes && known(file)) return file;
  await retrying(
    async () => {
      promised = await fetchMore(part, job);
    },
    file.path,
    signal,
    {
      onWait: (text) => job.onNotice(`${file.path}: ${text}`),
      progressed: () => {
        const gained = part.length > seen;
        seen = part.length;
        return gained;
      },
    },
  );
  return promised;
}

const known = ({ sha256, gitSha1 }: Promised): boolean => (sha256 ?? gitSha1) !== undefined;

/** Keeps a part only where it is certain to be of the version that is wanted. */
async function mayGoOn(part: PartFile, { bytes, sha256, gitSha1 }: Promised): Promise<void> {
  if (part.length === 0) return;
  const { etag, content } = part.version;
  const wanted = sha256 ?? gitSha1;
  const same =
    wanted === undefined ? etag !== undefined || content !== undefined : content === wanted;
  if (!same || (bytes !== undefined && part.length > bytes)) await part.restart();
}

/** One request: what is missing, or the whole file. @throws PassingFault where another attempt can help */
async function fetchMore(part: PartFile, job: Download): Promise<Promised> {
  const { file } = job;
  const offset = part.length;
  const answer = await ask(job, offset, part.version.etag);
  const { status, headers, body } = answer;
  try {
    if (status === 416) {
      await part.restart();
      throw new PassingFault('the server has less of the file than is here.', { waitMs: 0 });
    }
    const promised = promiseOf(answer, file);
    sameVersion(answer, file);
    const version = {
      ...(strongEtag(headers.etag) === undefined ? {} : { etag: headers.etag }),
      ...(known(promised) ? { content: promised.sha256 ?? promised.gitSha1 } : {}),
    };
    const total = totalOf(answer, offset);
    const joins = status === 206 && total !== undefined && fitsTogether(part.version, version);
    if (status === 206 && !joins) {
      await part.restart();
      throw new PassingFault('the server sent a piece that does not fit.', { waitMs: 0 });
    }
    const bytes = promised.bytes ?? total;
    if (total !== undefined && total !== bytes)
      throw new PassingFault(
        `the server sends ${total} bytes instead of ${bytes} (a page of a proxy, perhaps).`,
      );
    if (status === 200 && offset > 0) await part.restart();
    await part.note(version);
    await receive(part, body, bytes, job);
    return bytes === undefined ? promised : { ...promised, bytes };
  } finally {
    body.destroy();
  }
}

async function ask(
  { client, repository, revision, file, signal }: Download,
  offset: number,
  etag: string | undefined,
): Promise<HubAnswer> {
  const { endpoint, hasToken } = client;
  const headers = {
    ...(offset > 0 ? { range: `bytes=${offset}-` } : {}),
    // A host whose file has changed then sends the whole of it.
    ...(offset > 0 && etag !== undefined ? { 'if-range': etag } : {}),
  };
  const answer = await client.ask(resolvePath(repository, revision, file.path), {
    headers,
    signal,
  });
  const { status } = answer;
  if (status === 200 || (offset > 0 && (status === 206 || status === 416))) return answer;
  answer.body.destroy();
  const asked = { endpoint, repository, revision, path: file.path, hasToken };
  throw (
    refusal(status, answer.headers, asked) ??
    passingStatus(status, answer.headers, new URL(endpoint).host)
  );
}

/** The hub may not offer another content under a commit than the one that is known. */
function sameVersion(answer: HubAnswer, file: PlannedFile): void {
  const { sha256, gitSha1 } = linkedFile(answer);
  const other =
    (file.sha256 !== undefined && sha256 !== undefined && sha256 !== file.sha256) ||
    (file.gitSha1 !== undefined && gitSha1 !== undefined && gitSha1 !== file.gitSha1);
  if (other)
    throw new CatalogError(
      'corrupt',
      `${file.path} is another file on the server now than the one that was chosen (${sha256 ?? gitSha1}, not ${file.sha256 ?? file.gitSha1}). If you chose a branch it may have moved: start again.`,
    );
}

/** Bytes of the whole file by this answer; `undefined` for a piece that begins elsewhere, or where it is not said. */
function totalOf({ status, headers }: HubAnswer, offset: number): number | undefined {
  if (status === 206) {
    const [, start, total] =
      /^bytes (\d{1,15})-\d{1,15}\/(\d{1,15})$/u.exec(headers['content-range'] ?? '') ?? [];
    return Number(start) === offset && total !== undefined ? Number(total) : undefined;
  }
  const { 'content-length': length } = headers;
  return length !== undefined && /^\d{1,15}$/u.test(length) ? Number(length) : undefined;
}

/** Are both surely the same version? */
function fitsTogether(
  before: { readonly etag?: string | undefined; readonly content?: string | undefined },
  now: { readonly etag?: string | undefined; readonly content?: string | undefined },
): boolean {
  if (before.content !== undefined && now.content !== undefined)
    return before.content === now.content;
  return before.etag !== undefined && before.etag === now.etag;
}

async function receive(
  part: PartFile,
  body: IncomingMessage,
  bytes: number | undefined,
  { signal, onBytes }: Download,
): Promise<void> {
  try {
    for await (const chunk of body as AsyncIterable<Buffer>) {
      signal.throwIfAborted();
      const most = bytes ?? MOST_UNKNOWN_BYTES;
      if (part.length + chunk.length > most) {
        await part.restart();
        throw new PassingFault(`the server sent more than ${most} bytes.`);
      }
      await part.write(chunk);
      onBytes(part.length, true, bytes);
    }
  } catch (error) {
    signal.throwIfAborted();
    if (error instanceof CatalogError || error instanceof PassingFault) throw error;
    throw new PassingFault(cut(part.length, bytes), { cause: error });
  }
  if (!body.complete || (bytes !== undefined && part.length < bytes))
    throw new PassingFault(cut(part.length, bytes));
}

const cut = (done: number, bytes: number | undefined): string =>
  `the connection was cut after ${done}${bytes === undefined ? '' : ` of ${bytes}`} bytes.`;

/** What is known of the file, and what the hub adds. */
function promiseOf(answer: HubAnswer, { bytes, sha256, gitSha1 }: PlannedFile): Promised {
  const linked = linkedFile(answer);
  const content = sha256 ?? linked.sha256;
  // Of a file in LFS git's hash is that of a note that stands for it.
  const git = content === undefined ? (gitSha1 ?? linked.gitSha1) : undefined;
  const size = bytes ?? linked.bytes;
  return {
    ...(size === undefined ? {} : { bytes: size }),
    ...(content === undefined ? {} : { sha256: content }),
    ...(git === undefined ? {} : { gitSha1: git }),
  };
}
