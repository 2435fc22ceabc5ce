import * as z from 'zod';
import { CatalogError } from '../error.ts';
import { firstIssue } from '../firstIssue.ts';
import { COMMIT, isHostilePath } from '../names.ts';
import type { PlannedFile } from '../types.ts';
import type { HubClient } from './client.ts';
import { refusal } from './failures.ts';
import { readJsonBody } from './readBody.ts';
import { passingStatus, retrying } from './retry.ts';

const MOST_BYTES = 32 * 1024 * 1024;
/** The hub itself advises at most 100,000 files; a model of ours has a few dozen. */
const MOST_FILES = 20_000;
/** No file that a hub takes is larger (the public one: 500 GB). */
const LARGEST_FILE = 1e12;

/** The fields of the hub's answer that are used; others come and go. */
const answerSchema = z.object({
  sha: z.string().regex(COMMIT).optional(),
  siblings: z.array(
    z.object({
      rfilename: z.string(),
      size: z.number().int().nonnegative().nullish(),
      blobId: z.string().nullish(),
      lfs: z.object({ sha256: z.string(), size: z.number().int().nonnegative() }).nullish(),
    }),
  ),
  cardData: z.object({ license: z.union([z.string(), z.array(z.string())]).optional() }).nullish(),
  tags: z.array(z.string()).nullish(),
});

/** A repository as the hub lists it. */
export interface Listing {
  /** Commit, so that all files come from one state even if the branch moves meanwhile. */
  readonly revision: string;
  readonly files: readonly PlannedFile[];
  readonly licence?: string;
}

/**
 * Asks the hub for the files of a repository (GET /api/models/{repo}/revision/{revision}?blobs=true).
 * @throws CatalogError
 */
export async function listRepository(
  client: HubClient,
  repository: string,
  revision: string,
  signal: AbortSignal,
): Promise<Listing> {
  const what = `The listing of ${repository}`;
  const path = `/api/models/${repository}/revision/${encodeURIComponent(revision)}?blobs=true`;
  const { endpoint, hasToken } = client;
  const value = await retrying(
    async () => {
      const { status, headers, body } = await client.ask(path, { signal });
      if (status === 200) return readJsonBody(body, MOST_BYTES, what);
      body.resume();
      throw (
        refusal(status, headers, { endpoint, repository, revision, hasToken }) ??
        passingStatus(status, headers, new URL(endpoint).host)
      );
    },
    what,
    signal,
    { attempts: 3 },
  );
  return readListing(value, repository, revision);
}

/** Checks the hub's answer. @throws CatalogError `hostile` for a listing that cannot be of a git repository */
export function readListing(value: unknown, repository: string, revision: string): Listing {
  const read = answerSchema.safeParse(value);
  if (!read.success)
    throw new CatalogError(
      'network',
      `The listing of ${repository} is not what a model hub answers (${firstIssue(read.error)}).`,
    );
  const { sha, siblings, cardData, tags } = read.data;
  if (siblings.length > MOST_FILES)
    throw new CatalogError(
      'hostile',
      `${repository} lists ${siblings.length} files; more than ${MOST_FILES} are refused.`,
    );
  const seen = new Set<string>();
  const files = siblings.map(({ rfilename: path, size, blobId, lfs }): PlannedFile => {
    if (isHostilePath(path))
      throw new CatalogError(
        'hostile',
        `The listing of ${repository} names a file ${JSON.stringify(path.slice(0, 80))}, which would lie outside its folder. Nothing was downloaded. Do not use this repository or mirror.`,
      );
    if (seen.has(path))
      throw new CatalogError(
        'hostile',
        `The listing of ${repository} names ${path} twice. Nothing was downloaded.`,
      );
    seen.add(path);
    const bytes = lfs?.size ?? size ?? undefined;
    if (bytes !== undefined && (bytes > LARGEST_FILE || !Number.isSafeInteger(bytes)))
      throw new CatalogError(
        'hostile',
        `The listing of ${repository} says that ${path} has ${bytes} bytes. That is refused.`,
      );
    return {
      path,
      ...(bytes === undefined ? {} : { bytes }),
      ...(lfs && /^[0-9a-f]{64}$/u.test(lfs.sha256) ? { sha256: lfs.sha256 } : {}),
      ...(!lfs && blobId && COMMIT.test(blobId) && isPlain(path, bytes) ? { gitSha1: blobId } : {}),
    };
  });
  const licence = licenceOf(cardData?.license, tags ?? []);
  return { revision: sha ?? revision, files, ...(licence === undefined ? {} : { licence }) };
}

/** Surely not in LFS, where git's hash would be that of a note: the hub wants files of 10 MiB and more there, and weights are. */
const isPlain = (path: string, bytes = Infinity): boolean =>
  bytes < 10 * 1024 * 1024 && !path.includes('.onnx');

function licenceOf(
  card: string | string[] | undefined,
  tags: readonly string[],
): string | undefined {
  const stated = typeof card === 'string' ? card : card?.join(', ');
  return stated ?? tags.find((tag) => tag.startsWith('license:'))?.slice('license:'.length);
}
