import { damaged } from '../damaged.ts';

/** Codes up to this length are found in one step. */
export const LOOKUP_BITS = 9;
const LONGEST = 16;

/** A Huffman code. */
export interface HuffmanTable {
  /** By the next LOOKUP_BITS bits: length of the code * 256 + value; 0 when the code is longer. */
  readonly lookup: Uint16Array;
  /** Largest code of each length, -1 where there is none; by length. */
  readonly largest: Int32Array;
  /** Place of the value of a code minus the code; by length. */
  readonly offset: Int32Array;
  readonly values: Uint8Array;
}

/** Huffman tables by their numbers: those for DC from 0, those for AC from 16. */
export type HuffmanTables = Map<number, HuffmanTable>;

/** Reads the tables of a DHT segment into `tables`. @throws InferenceError `image` */
export function readHuffmanTables(data: Uint8Array, tables: HuffmanTables): void {
  for (let at = 0; at < data.length;) {
    const number = data[at] ?? 0;
    const counts = data.subarray(at + 1, at + 1 + LONGEST);
    const length = counts.reduce((sum, count) => sum + count, 0);
    const begin = at + 1 + LONGEST;
    if (begin + length > data.length || length > 256 || (number & 0xec) !== 0) {
      throw damaged('JPEG', 'one of its Huffman tables is no such table');
    }
    tables.set(number, huffmanTable(counts, data.subarray(begin, begin + length)));
    at = begin + length;
  }
}

/** ITU-T T.81, annex C: codes of one length follow each other, longer ones go on where shorter ones end. */
function huffmanTable(counts: Uint8Array, values: Uint8Array): HuffmanTable {
  const lookup = new Uint16Array(1 << LOOKUP_BITS);
  const largest = new Int32Array(LONGEST + 1).fill(-1);
  const offset = new Int32Array(LONGEST + 1);
  let code = 0;
  let place = 0;
  for (let length = 1; length <= LONGEST; length += 1) {
    const count = counts[length - 1] ?? 0;
    if (code + count > 1 << length)
      throw damaged('JPEG', 'one of its Huffman tables has too many codes');
    offset[length] = place - code;
    for (let index = 0; index < count; index += 1, code += 1, place += 1) {
      largest[length] = code;
      if (length > LOOKUP_BITS) continue;
      const spread = LOOKUP_BITS - length;
      lookup.fill((length << 8) | (values[place] ?? 0), code << spread, (code + 1) << spread);
    }
    code *= 2;
  }
  return { lookup, largest, offset, values };
}
