import { damaged } from '../damaged.ts';
import type { Component, Frame } from './frame.ts';

export interface ScanComponent {
  readonly component: Component;
  /** Numbers of the Huffman tables, as in HuffmanTables. */
  readonly dc: number;
  readonly ac: number;
}

/** What a scan brings: bits of a range of coefficients of some components. */
export interface ScanHeader {
  readonly components: readonly ScanComponent[];
  /** First and last coefficient, in zigzag order. */
  readonly first: number;
  readonly last: number;
  /** Lowest bit that scans before brought; 0 when this is the first for its coefficients. */
  readonly high: number;
  /** Lowest bit that this scan brings. */
  readonly low: number;
}

/** Reads the data of an SOS segment. @throws InferenceError `image` */
export function readScanHeader(data: Uint8Array, frame: Frame): ScanHeader {
  const count = data[0] ?? 0;
  if (count < 1 || count > 4 || data.length !== 4 + 2 * count)
    throw damaged('JPEG', 'the header of a scan has a wrong length');
  const components = Array.from({ length: count }, (_, index): ScanComponent => {
    const [id = 0, tables = 0] = data.subarray(1 + 2 * index);
    const component = frame.components.find((candidate) => candidate.id === id);
    if (!component) throw damaged('JPEG', 'a scan has a colour that its header does not name');
    return { component, dc: tables >> 4, ac: 16 + (tables & 15) };
  });
  if (new Set(components.map(({ component }) => component)).size !== count) {
    throw damaged('JPEG', 'a scan has a colour twice');
  }
  const [first = 0, last = 0, bits = 0] = data.subarray(1 + 2 * count);
  if (!frame.progressive) return { components, first: 0, last: 63, high: 0, low: 0 };
  const [high, low] = [bits >> 4, bits & 15];
  const soundRange = first === 0 ? last === 0 : first <= last && last < 64 && count === 1;
  const soundBits = low <= 13 && (high === 0 || high === low + 1);
  if (!soundRange || !soundBits)
    throw damaged('JPEG', 'a scan brings coefficients that JPEG does not have');
  return { components, first, last, high, low };
}
