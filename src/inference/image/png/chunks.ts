import { damaged } from '../damaged.ts';
import { crc32 } from './crc32.ts';

const SIGNATURE = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];
/** Length, type and checksum. */
const FRAME = 12;

export interface PngChunk {
  /** Four letters; a capital at the start means that decoders must know it. */
  readonly type: string;
  readonly data: Uint8Array;
}

export function isPng(bytes: Uint8Array): boolean {
  return SIGNATURE.every((byte, index) => bytes[index] === byte);
}

/**
 * The chunks of a PNG up to and with its end. Checksums are verified; what is optional and has a wrong one is left out.
 *
 * @param before type of the chunk to stop at, without reading it.
 * @throws InferenceError `image` when the file is cut off, or a chunk that is needed is damaged.
 */
export function* pngChunks(bytes: Uint8Array, before?: string): Generator<PngChunk> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let at = SIGNATURE.length;
  for (;;) {
    if (at + FRAME > bytes.length) throw damaged('PNG', 'its end is missing');
    const length = view.getUint32(at);
    const type = String.fromCharCode(...bytes.subarray(at + 4, at + 8));
    if (type === before) return;
    if (!/^[A-Za-z]{4}$/.test(type)) throw damaged('PNG', 'something in it is no chunk');
    if (at + FRAME + length > bytes.length)
      throw damaged('PNG', `it ends within its chunk ${type}`);
    const sound = crc32(bytes, at + 4, at + 8 + length) === view.getUint32(at + 8 + length);
    if (sound) {
      yield { type, data: bytes.subarray(at + 8, at + 8 + length) };
      if (type === 'IEND') return;
    } else if (/^[A-Z]/.test(type)) {
      throw damaged('PNG', `its chunk ${type} has a wrong checksum`);
    }
    at += FRAME + length;
  }
}
