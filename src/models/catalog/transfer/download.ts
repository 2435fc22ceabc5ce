import { CatalogError } from '../error.ts';
import { retrying } from '../hub/retry.ts';
import { fetchMore, type Download } from './fetchMore.ts';
import { placeFor } from './files.ts';
import { PartFile } from './partFile.ts';
import { known, type Promised } from './promised.ts';

export interface Downloaded {
  readonly bytes: number;
  readonly sha256: string;
}

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

/** Keeps a part only where it is certain to be of the version that is wanted. */
async function mayGoOn(part: PartFile, { bytes, sha256, gitSha1 }: Promised): Promise<void> {
  if (part.length === 0) return;
  const { etag, content } = part.version;
  const wanted = sha256 ?? gitSha1;
  const same =
    wanted === undefined ? etag !== undefined || content !== undefined : content === wanted;
  if (!same || (bytes !== undefined && part.length > bytes)) await part.restart();
}
