import { damaged } from '../damaged.ts';
import { LOOKUP_BITS } from './huffman.ts';
import type { HuffmanTable } from './huffman.ts';

/** Reads the bits of entropy-coded data. After the data come zeros; `check` tells whether some of them were used. */
export class BitReader {
  #bits = 0;
  /** Bits in #bits that have not been read. */
  #count = 0;
  /** Bits after the data that have been put into #bits. */
  #padding = 0;
  readonly #bytes: Uint8Array;
  #at: number;

  constructor(bytes: Uint8Array, at: number) {
    this.#bytes = bytes;
    this.#at = at;
  }

  /** The byte after the last one that has been looked at; never beyond the next marker. */
  get position(): number {
    return this.#at;
  }

  /** The next `count` bits, 0 to 16. */
  bits(count: number): number {
    if (this.#count < count) this.#fill();
    this.#count -= count;
    return (this.#bits >>> this.#count) & ((1 << count) - 1);
  }

  /** A signed number of `count` bits, 0 to 16, as coefficients are stored: a leading 0 means that it is negative. */
  signed(count: number): number {
    if (count === 0) return 0;
    const value = this.bits(count);
    return value < 1 << (count - 1) ? value - (1 << count) + 1 : value;
  }

  /** The next value by a Huffman code. */
  value(table: HuffmanTable): number {
    if (this.#count < 16) this.#fill();
    const found =
      table.lookup[(this.#bits >>> (this.#count - LOOKUP_BITS)) & ((1 << LOOKUP_BITS) - 1)] ?? 0;
    if (found !== 0) {
      this.#count -= found >> 8;
      return found & 255;
    }
    for (let length = LOOKUP_BITS + 1; length <= 16; length += 1) {
      const code = (this.#bits >>> (this.#count - length)) & ((1 << length) - 1);
      if (code <= (table.largest[length] ?? -1)) {
        this.#count -= length;
        return table.values[code + (table.offset[length] ?? 0)] ?? 0;
      }
    }
    throw damaged('JPEG', 'its pixels have a code that its tables do not know');
  }

  /** @throws InferenceError `image` when more bits were read than there are. */
  check(): void {
    if (this.#padding > this.#count) throw damaged('JPEG', 'some of its pixels are missing');
  }

  /** Goes on after the next restart marker. @throws InferenceError `image` when it is not there. */
  restart(number: number): void {
    this.check();
    const at = this.#at;
    if (this.#bytes[at] !== 0xff || this.#bytes[at + 1] !== 0xd0 + (number & 7)) {
      throw damaged('JPEG', 'a marker between its pixels is missing');
    }
    this.#at += 2;
    this.#bits = 0;
    this.#count = 0;
    this.#padding = 0;
  }

  #fill(): void {
    while (this.#count <= 24) {
      let byte = this.#bytes[this.#at];
      if (byte === undefined || (byte === 0xff && this.#bytes[this.#at + 1] !== 0)) {
        byte = 0;
        this.#padding += 8;
      } else {
        this.#at += byte === 0xff ? 2 : 1;
      }
      this.#bits = (this.#bits << 8) | byte;
      this.#count += 8;
    }
  }
}
