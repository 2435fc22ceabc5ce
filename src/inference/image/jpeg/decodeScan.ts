import { BitReader } from './bitReader.ts';
import type { BlockTables } from './blockDecoder.ts';
import { BLOCK } from './frame.ts';
import type { Component, Frame } from './frame.ts';
import type { HuffmanTables } from './huffman.ts';
import { progressiveBlocks } from './progressive.ts';
import type { ScanHeader } from './scanHeader.ts';
import { sequentialBlocks } from './sequential.ts';

/** The coefficients of each component: blocks row by row, 64 each. */
export type Coefficients = ReadonlyMap<Component, Int16Array>;

/**
 * Decodes the data of a scan that begins at `at` into `coefficients`.
 *
 * @param interval units between restart markers; 0: there are none.
 * @returns where the data ends.
 * @throws InferenceError `image` when it is damaged or cut off.
 */
export function decodeScan(
  bytes: Uint8Array,
  at: number,
  frame: Frame,
  scan: ScanHeader,
  tables: HuffmanTables,
  interval: number,
  coefficients: Coefficients,
): number {
  const reader = new BitReader(bytes, at);
  const decoder = frame.progressive ? progressiveBlocks(reader, scan) : sequentialBlocks(reader);
  let units = 0;
  const beforeUnit = () => {
    if (interval > 0 && units > 0 && units % interval === 0) {
      reader.restart(units / interval - 1);
      decoder.restart();
    }
    units += 1;
  };
  const parts = scan.components.map(({ component, dc, ac }, slot) => ({
    component,
    data: coefficients.get(component) ?? new Int16Array(0),
    tables: { dc: tables.get(dc), ac: tables.get(ac), slot } satisfies BlockTables,
  }));
  const [only] = parts;
  if (parts.length === 1 && only) {
    // Alone, a component has no blocks that only fill up units.
    const { component, data } = only;
    const across = Math.ceil(component.width / BLOCK);
    const down = Math.ceil(component.height / BLOCK);
    for (let row = 0; row < down; row += 1) {
      for (let column = 0; column < across; column += 1) {
        beforeUnit();
        decoder.decode(data, 64 * (row * component.blocksAcross + column), only.tables);
        reader.check();
      }
    }
    return reader.position;
  }
  for (let unitRow = 0; unitRow < frame.unitsDown; unitRow += 1) {
    for (let unitColumn = 0; unitColumn < frame.unitsAcross; unitColumn += 1) {
      beforeUnit();
      for (const { component, data, tables: ofPart } of parts) {
        const { horizontal, vertical, blocksAcross } = component;
        for (let y = 0; y < vertical; y += 1) {
          const block = (unitRow * vertical + y) * blocksAcross + unitColumn * horizontal;
          for (let x = 0; x < horizontal; x += 1) decoder.decode(data, 64 * (block + x), ofPart);
        }
      }
      reader.check();
    }
  }
  return reader.position;
}
