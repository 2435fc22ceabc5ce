import { damaged } from '../damaged.ts';
import type { BitReader } from './bitReader.ts';
import type { BlockDecoder, BlockTables } from './blockDecoder.ts';
import type { HuffmanTable } from './huffman.ts';
import type { ScanHeader } from './scanHeader.ts';
import { ZIGZAG } from './zigzag.ts';

/** Decodes the part of a block's coefficients that one scan of a progressive JPEG brings. ITU-T T.81, G.2. */
export function progressiveBlocks(reader: BitReader, scan: ScanHeader): BlockDecoder {
  if (scan.first === 0) return scan.high === 0 ? firstOfDc(reader, scan) : moreOfDc(reader, scan);
  return scan.high === 0 ? firstOfAc(reader, scan) : moreOfAc(reader, scan);
}

function firstOfDc(reader: BitReader, { low }: ScanHeader): BlockDecoder {
  let predictions = new Int32Array(4);
  return {
    decode(coefficients, block, { dc, slot }) {
      const size = reader.value(needed(dc));
      if (size > 15) throw damaged('JPEG', 'a coefficient of its pixels is too large');
      const value = (predictions[slot] ?? 0) + reader.signed(size);
      predictions[slot] = value;
      coefficients[block] = value << low;
    },
    restart() {
      predictions = new Int32Array(4);
    },
  };
}

function moreOfDc(reader: BitReader, { low }: ScanHeader): BlockDecoder {
  return {
    decode(coefficients, block) {
      if (reader.bits(1)) coefficients[block] = (coefficients[block] ?? 0) | (1 << low);
    },
    restart() {
      // Bits stand for themselves: nothing is kept from block to block.
    },
  };
}

function firstOfAc(reader: BitReader, { first, last, low }: ScanHeader): BlockDecoder {
  /** Blocks that have nothing in this scan any more, this one included. */
  let empty = 0;
  return {
    decode(coefficients, block, { ac }) {
      if (empty > 0) {
        empty -= 1;
        return;
      }
      const table = needed(ac);
      for (let number = first; number <= last; number += 1) {
        const code = reader.value(table);
        const bits = code & 15;
        const zeros = code >> 4;
        if (bits === 0) {
          if (zeros < 15) {
            empty = (1 << zeros) - 1 + reader.bits(zeros);
            return;
          }
          number += 15;
          continue;
        }
        number += zeros;
        if (number > last) throw damaged('JPEG', 'a block of its pixels has too many coefficients');
        coefficients[block + (ZIGZAG[number] ?? 0)] = reader.signed(bits) << low;
      }
    },
    restart() {
      empty = 0;
    },
  };
}

function moreOfAc(reader: BitReader, { first, last, low }: ScanHeader): BlockDecoder {
  let empty = 0;
  /** Takes one more bit for a coefficient that is not 0. */
  const refine = (coefficients: Int16Array, place: number, value: number) => {
    if (!reader.bits(1) || (value & (1 << low)) !== 0) return;
    coefficients[place] = value + (value > 0 ? 1 << low : -1 << low);
  };
  /** Refines what is not 0 from `number` on, and passes over `zeros` zeros; gives the place of the zero after them, or last + 1. */
  const pass = (coefficients: Int16Array, block: number, number: number, zeros: number) => {
    for (let left = zeros; number <= last; number += 1) {
      const place = block + (ZIGZAG[number] ?? 0);
      const value = coefficients[place] ?? 0;
      if (value !== 0) refine(coefficients, place, value);
      else if (left === 0) return number;
      else left -= 1;
    }
    return number;
  };
  const decode = (coefficients: Int16Array, block: number, { ac }: BlockTables) => {
    let number = first;
    if (empty === 0) {
      const table = needed(ac);
      while (number <= last) {
        const code = reader.value(table);
        const zeros = code >> 4;
        if ((code & 15) > 1) throw damaged('JPEG', 'a coefficient of its pixels is too large');
        if ((code & 15) === 0 && zeros < 15) {
          empty = (1 << zeros) + reader.bits(zeros);
          break;
        }
        const sign = (code & 15) === 0 ? 0 : reader.bits(1) ? 1 : -1;
        number = pass(coefficients, block, number, zeros);
        if (sign !== 0) {
          if (number > last)
            throw damaged('JPEG', 'a block of its pixels has too many coefficients');
          coefficients[block + (ZIGZAG[number] ?? 0)] = sign * (1 << low);
        }
        number += 1;
      }
    }
    if (empty > 0) {
      pass(coefficients, block, number, 64);
      empty -= 1;
    }
  };
  return {
    decode,
    restart() {
      empty = 0;
    },
  };
}

function needed(table: HuffmanTable | undefined): HuffmanTable {
  if (!table) throw damaged('JPEG', 'a Huffman table is missing');
  return table;
}
