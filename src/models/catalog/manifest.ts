import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod';
import { PARTS } from '../../inference/protocol.ts';
import { dtype, safePath, sha256 } from './entry.ts';
import { firstIssue } from './firstIssue.ts';
import { COMMIT } from './names.ts';
import { diskError, lstatOf } from './transfer/files.ts';

/** What makes a folder of the models folder one of ours; removal touches no others. */
export const MANIFEST = 'figscope-model.json';
/** The same while it is being pulled. */
export const PULL_RECORD = 'figscope-pull.json';

const bytes = z.number().int().nonnegative();
const dtypes = z
  .partialRecord(z.enum(PARTS), dtype)
  .describe('how the weights of each part are stored');

/** figscope-model.json in the folder of an installed model. */
export const manifestSchema = z.object({
  $schema: z.string().exactOptional(),
  schema: z.literal('figscope.model/1'),
  name: z.string(),
  label: z.string(),
  from: z.enum(['pulled', 'imported']),
  repository: z.string().exactOptional().describe('owner/name on the hub'),
  revision: z.string().exactOptional().describe('commit'),
  endpoint: z.string().exactOptional().describe('hub or mirror that it came from'),
  licence: z.string().exactOptional(),
  profile: z.string().exactOptional().describe('id of the profile that its turns are read with'),
  dtype: dtypes,
  date: z.iso.datetime(),
  files: z.array(z.object({ path: safePath, bytes, sha256 })).min(1),
});
export type Manifest = z.infer<typeof manifestSchema>;

/** figscope-pull.json in the folder of a model that is coming. */
export const pullRecordSchema = z.object({
  schema: z.literal('figscope.pull/1'),
  name: z.string(),
  label: z.string(),
  /** What was asked for, so that the same can be asked for again. */
  model: z.string(),
  repository: z.string(),
  revision: z.string(),
  dtype: dtypes,
  files: z.array(
    z.object({
      path: safePath,
      bytes: bytes.exactOptional(),
      sha256: sha256.exactOptional(),
      gitSha1: z.string().regex(COMMIT).exactOptional(),
    }),
  ),
});
export type PullRecord = z.infer<typeof pullRecordSchema>;

/** Far more than any list of a model's files. */
const MOST_BYTES = 1024 * 1024;

/** A file of ours in a folder; `undefined` where there is none. @throws Error where it is damaged, with what is wrong */
export async function readRecord<T>(
  folder: string,
  name: typeof MANIFEST | typeof PULL_RECORD,
  schema: z.ZodType<T>,
): Promise<T | undefined> {
  const path = join(folder, name);
  const stat = await lstatOf(path);
  if (!stat) return undefined;
  if (!stat.isFile()) throw new Error(`${path} is not a file`);
  if (stat.size > MOST_BYTES) throw new Error(`${path} is too large`);
  let value: unknown;
  try {
    value = JSON.parse(await readFile(path, 'utf8'));
  } catch (error) {
    throw new Error(`${path} is not JSON`, { cause: error });
  }
  const read = schema.safeParse(value);
  if (read.success) return read.data;
  throw new Error(`${path} is damaged: ${firstIssue(read.error)}`);
}

/** Writes such a file anew, never through a link. */
export async function writeRecord(
  folder: string,
  name: typeof MANIFEST | typeof PULL_RECORD,
  value: Manifest | PullRecord,
): Promise<void> {
  const path = join(folder, name);
  try {
    await rm(path, { force: true });
    await writeFile(path, `${JSON.stringify(value, undefined, 2)}\n`, { flag: 'wx', flush: true });
  } catch (error) {
    throw diskError(error, path);
  }
}
