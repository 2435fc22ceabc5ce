import { damaged } from '../damaged.ts';
import type { BitReader } from './bitReader.ts';
import type { BlockDecoder, BlockTables } from './blockDecoder.ts';
import { ZIGZAG } from './zigzag.ts';

/** Decodes all coefficients of a block at once: baseline and extended sequential JPEG. ITU-T T.81, F.2.2. */
export function sequentialBlocks(reader: BitReader): BlockDecoder {
  let predictions = new Int32Array(4);
  return {
    decode(coefficients: Int16Array, block: number, { dc, ac, slot }: BlockTables) {
      if (!dc || !ac) throw damaged('JPEG', 'a Huffman table is missing');
      const size = reader.value(dc);
      if (size > 15) throw damaged('JPEG', 'a coefficient of its pixels is too large');
      const value = (predictions[slot] ?? 0) + reader.signed(size);
      predictions[slot] = value;
      coefficients[block] = value;
      for (let number = 1; number < 64; number += 1) {
        const code = reader.value(ac);
        const bits = code & 15;
        const zeros = code >> 4;
        if (bits === 0) {
          if (zeros < 15) return;
          number += 15;
          continue;
        }
        number += zeros;
        if (number > 63) throw damaged('JPEG', 'a block of its pixels has too many coefficients');
        coefficients[block + (ZIGZAG[number] ?? 0)] = reader.signed(bits);
      }
    },
    restart() {
      predictions = new Int32Array(4);
    },
  };
}
