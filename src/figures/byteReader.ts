import { Malformed } from './malformed.ts';

/** Numbers at absolute offsets of a file, each access checked against its end. */
export class ByteReader {
  readonly #view: DataView;

  /**
   * @param bytes the file, or a block of it; offsets count from its start
   * @param format name for messages, "PNG"
   */
  constructor(
    readonly bytes: Uint8Array,
    readonly format: string,
    readonly littleEndian: boolean,
  ) {
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  get length(): number {
    return this.bytes.length;
  }

  has(at: number, count: number): boolean {
    return at >= 0 && count >= 0 && at + count <= this.bytes.length;
  }

  /** Throws `Malformed` unless `count` bytes at `at` are inside the file. */
  need(at: number, count: number, what: string): void {
    if (!this.has(at, count))
      throw new Malformed(
        `the ${this.format} file is cut off or damaged: ${what} needs ${count} bytes at byte ${at}, but the file has only ${this.length}.`,
      );
  }

  u8(at: number, what = 'a value'): number {
    this.need(at, 1, what);
    return this.#view.getUint8(at);
  }
  u16(at: number, what = 'a value'): number {
    this.need(at, 2, what);
    return this.#view.getUint16(at, this.littleEndian);
  }
  u24(at: number, what = 'a value'): number {
    this.need(at, 3, what);
    const [a, b, c] = [this.u8(at), this.u8(at + 1), this.u8(at + 2)];
    return this.littleEndian ? a | (b << 8) | (c << 16) : (a << 16) | (b << 8) | c;
  }
  u32(at: number, what = 'a value'): number {
    this.need(at, 4, what);
    return this.#view.getUint32(at, this.littleEndian);
  }
  i32(at: number, what = 'a value'): number {
    this.need(at, 4, what);
    return this.#view.getInt32(at, this.littleEndian);
  }
  /** Values above 2^53 come back rounded: every use compares them with the file's length, which they exceed anyway. */
  u64(at: number, what = 'a value'): number {
    this.need(at, 8, what);
    return Number(this.#view.getBigUint64(at, this.littleEndian));
  }
  f32(at: number, what = 'a value'): number {
    this.need(at, 4, what);
    return this.#view.getFloat32(at, this.littleEndian);
  }
  f64(at: number, what = 'a value'): number {
    this.need(at, 8, what);
    return this.#view.getFloat64(at, this.littleEndian);
  }

  /** Bytes as Latin-1 text. */
  ascii(at: number, count: number, what = 'a name'): string {
    this.need(at, count, what);
    return latin1(this.bytes.subarray(at, at + count));
  }
}

/** Bytes as Latin-1 text, one character per byte. */
export function latin1(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
}
