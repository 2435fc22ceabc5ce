import { createHash } from 'node:crypto';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import * as z from 'zod';
import { DEVICES, type Measured } from '../../inference/protocol.ts';
import { fingerprint, machineName, runtimeVersion } from './fingerprint.ts';
import type { ModelSpec } from './spec.ts';

/** What measurements have found, kept so that not every start measures again. */
export interface Measurements {
  /** Empty when nothing is known. */
  read(spec: ModelSpec): Promise<readonly Measured[]>;
  write(spec: ModelSpec, measured: readonly Measured[]): Promise<void>;
}

/** Keeps nothing. */
export const NO_MEMORY: Measurements = {
  read: () => Promise.resolve([]),
  write: () => Promise.resolve(),
};

const speed = z.number().positive().exactOptional();
const measuredSchema = z.object({
  device: z.enum(DEVICES),
  prefillTokensPerSecond: speed,
  decodeTokensPerSecond: speed,
  loadMs: z.number().min(0).exactOptional(),
  problem: z.string().max(2000).exactOptional(),
});
const fileSchema = z.object({
  version: z.literal(1),
  entries: z.record(
    z.string(),
    z.object({ time: z.number(), measured: z.array(measuredSchema).max(DEVICES.length) }),
  ),
});
type Entries = z.infer<typeof fileSchema>['entries'];

/** Drivers change; then a provider that did not work may. */
const FORGOTTEN_AFTER_MS = 30 * 24 * 3600 * 1000;
const MOST_ENTRIES = 64;

/**
 * Measurements in a JSON file, by version of ONNX Runtime, files of the model, how it is loaded, and machine. A file that cannot be read or
 * written counts as no memory: then is measured again.
 * @param program of the inference process: its runtime is the one that counts
 */
export function rememberedIn(file: string, program: string): Measurements {
  const keyOf = async ({ label: _, folder, ...rest }: ModelSpec) => {
    const parts = [runtimeVersion(program), machineName(), await fingerprint(folder), rest];
    return createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 32);
  };
  return {
    async read(spec) {
      const entry = (await entriesOf(file))[await keyOf(spec)];
      return entry && Date.now() - entry.time < FORGOTTEN_AFTER_MS ? entry.measured : [];
    },
    async write(spec, measured) {
      const entries = await entriesOf(file);
      entries[await keyOf(spec)] = { time: Date.now(), measured: [...measured] };
      const kept = Object.entries(entries)
        .sort(([, a], [, b]) => b.time - a.time)
        .slice(0, MOST_ENTRIES);
      await store(file, `${JSON.stringify({ version: 1, entries: Object.fromEntries(kept) })}\n`);
    },
  };
}

async function entriesOf(file: string): Promise<Entries> {
  try {
    return { ...fileSchema.parse(JSON.parse(await readFile(file, 'utf8'))).entries };
  } catch {
    // Not there yet, or damaged: no memory.
    return {};
  }
}

async function store(file: string, text: string): Promise<void> {
  const draft = `${file}.${process.pid}`;
  try {
    await mkdir(dirname(file), { recursive: true });
    await writeFile(draft, text, { mode: 0o600 });
    await rename(draft, file);
  } catch {
    // A full or read-only disk: the next start measures again, which costs seconds. The model works.
    await rm(draft, { force: true }).catch(() => undefined);
  }
}
