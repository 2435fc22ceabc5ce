import type { Dirent } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { DTYPES, graphName, PARTS, type Dtype, type Part } from '../protocol.ts';

/** One ONNX file and the bytes of its external data beside it. */
export interface WeightFile {
  readonly path: string;
  readonly bytes: number;
}

/** The files that are there, by part and by how their weights are stored. */
export type Weights = Readonly<Record<Part, ReadonlyMap<Dtype, WeightFile>>>;

/** Finds the ONNX files of a model in `onnx/`, or beside config.json where there is no such folder. */
export async function listWeights(folder: string): Promise<Weights> {
  const sub = await filesOf(join(folder, 'onnx'));
  const [place, files] =
    sub.length > 0 ? [join(folder, 'onnx'), sub] : [folder, await filesOf(folder)];
  const sizes = new Map<string, number>();
  for (const { name } of files)
    if (/\.onnx(?:_data.*|\.data)?$/u.test(name))
      sizes.set(name, (await stat(join(place, name))).size);
  const partEntries = PARTS.map((part) => {
    const found = DTYPES.flatMap((dtype) => {
      const name = graphName(part, dtype);
      return sizes.has(name)
        ? [[dtype, { path: join(place, name), bytes: bytesWithData(name, sizes) }] as const]
        : [];
    });
    return [part, new Map<Dtype, WeightFile>(found)] as const;
  });
  return Object.fromEntries(partEntries) as unknown as Weights;
}

async function filesOf(folder: string): Promise<Dirent[]> {
  try {
    return (await readdir(folder, { withFileTypes: true })).filter((entry) => !entry.isDirectory());
  } catch {
    // No such folder: what is missing is said by whoever needs it.
    return [];
  }
}

/** `<name>_data`, `<name>_data_1`… and `<name>.data` belong to `<name>`. */
function bytesWithData(name: string, sizes: ReadonlyMap<string, number>): number {
  let sum = 0;
  for (const [other, bytes] of sizes)
    if (other === name || other === `${name}.data` || other.startsWith(`${name}_data`))
      sum += bytes;
  return sum;
}
