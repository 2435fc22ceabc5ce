import type { IncomingMessage } from 'node:http';
import { CatalogError } from '../error.ts';
import type { HubAnswer, HubClient } from '../hub/client.ts';
import { refusal } from '../hub/failures.ts';
import { strongEtag } from '../hub/linked.ts';
import { resolvePath } from '../hub/resolvePath.ts';
import { passingStatus, PassingFault } from '../hub/retry.ts';
import type { PlannedFile } from '../types.ts';
import type { PartFile, PartVersion } from './partFile.ts';
import { known, mustBeSame, promiseOf, totalOf, type Promised } from './promised.ts';

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

/** Of a file whose size nobody has said. */
const MOST_UNKNOWN_BYTES = 16 * 1024 ** 3;

/** One request: what is missing, or the whole file. @throws PassingFault where another attempt can help */
export async function fetchMore(part: PartFile, job: Download): Promise<Promised> {
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
    mustBeSame(answer, file);
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

/** Are both surely the same version? */
function fitsTogether(before: PartVersion, now: PartVersion): boolean {
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
