import { closeSync, openSync, writeSync } from 'node:fs';
import { basename } from 'node:path';
import { Random } from './random.ts';
import type { External, Graph } from './graph.ts';

/** Weights are quantised in blocks of so many along their input. */
export const BLOCK = 32;
/** ONNX Runtime maps weights into memory; on Windows that works at multiples of 64 KiB only. */
const ALIGNMENT = 65_536;
/** Standard deviation of a 4-bit weight drawn from -7…7, before its scale. */
const SPREAD = Math.sqrt(56 / 3);

/** Two int4 values in each byte, none of them -8, so that their mean is 0 (the stored zero point is 8). */
const PAIRS = Uint16Array.from({ length: 65_536 }, (_, bits) =>
  [0, 4, 8, 12].reduce((sum, shift) => sum | (((bits >> shift) & 15 || 8) << shift), 0),
);

/** Writes random weights into a file of external data, and the tensors that point there into a graph. */
export class Weights {
  readonly #descriptor: number;
  readonly #file: string;
  readonly #random: Random;
  #offset = 0;

  constructor(path: string, seed: number) {
    this.#descriptor = openSync(path, 'w');
    this.#file = basename(path);
    this.#random = new Random(seed);
  }

  /**
   * An int4 matrix from `columns` inputs to `rows` outputs, so scaled that outputs have `gain` times the inputs' spread.
   * Rows from `live` on have scales of 0: they give 0. The values are stored as `dims`.
   */
  int4(
    graph: Graph,
    name: string,
    { rows, columns, gain = 1, live = rows }: MatrixShape,
    dims: readonly number[] = [rows, columns / BLOCK, BLOCK / 2],
  ): { readonly values: string; readonly scales: string } {
    const blocks = columns / BLOCK;
    const values = new Uint16Array((rows * columns) / 4);
    for (let at = 0; at < values.length; at += 2) {
      const bits = this.#random.next();
      values[at] = PAIRS[bits & 0xffff] ?? 0;
      values[at + 1] = PAIRS[bits >>> 16] ?? 0;
    }
    const scale = gain / (SPREAD * Math.sqrt(columns));
    const scales = new Float32Array(rows * blocks).fill(0);
    for (let at = 0; at < live * blocks; at++)
      scales[at] = scale * (0.75 + this.#random.fraction() / 2);
    return {
      values: graph.weight(`${name}.q4`, 'uint8', dims, this.#write(values)),
      scales: graph.weight(`${name}.scales`, 'float', [rows, blocks], this.#write(scales)),
    };
  }

  close(): void {
    closeSync(this.#descriptor);
  }

  #write(array: Uint16Array | Float32Array): External {
    const bytes = new Uint8Array(array.buffer, array.byteOffset, array.byteLength);
    const offset = Math.ceil(this.#offset / ALIGNMENT) * ALIGNMENT;
    for (let done = 0; done < bytes.length;)
      done += writeSync(this.#descriptor, bytes, done, bytes.length - done, offset + done);
    this.#offset = offset + bytes.length;
    return { file: this.#file, offset, length: bytes.length };
  }
}

export interface MatrixShape {
  readonly rows: number;
  readonly columns: number;
  readonly gain?: number;
  readonly live?: number;
}
