/** Checks of the images that the sandbox process sends, before anything else may decode them. */

const SIGNATURE = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];
const IHDR = 0x49484452;
const IEND = 0x49454e44;
/** Length, type and CRC around a chunk's data. */
const CHUNK_FRAME = 12;
/** Chunks that pictures of ours have; text, profiles or animations have no business there. */
const ALLOWED = new Set(['IHDR', 'IDAT', 'IEND', 'PLTE', 'tRNS']);

/**
 * True when the bytes are a plain PNG of just this size: whole chunks of known types, 8 bits, nothing behind the end. So neither a
 * decompression bomb nor another file type can go on to a model, a page or a report under the name of an image.
 */
export function isPlainPng(bytes: Uint8Array, width: number, height: number): boolean {
  if (SIGNATURE.some((value, at) => bytes[at] !== value)) return false;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let at = SIGNATURE.length;
  let first = true;
  while (at + CHUNK_FRAME <= bytes.length) {
    const length = view.getUint32(at);
    const type = view.getUint32(at + 4);
    const next = at + CHUNK_FRAME + length;
    if (next > bytes.length || !ALLOWED.has(name(type))) return false;
    if (first) {
      if (type !== IHDR || length !== 13) return false;
      const fits = view.getUint32(at + 8) === width && view.getUint32(at + 12) === height;
      if (!fits || bytes[at + 16] !== 8) return false;
      first = false;
    }
    if (type === IEND) return next === bytes.length;
    at = next;
  }
  return false;
}

function name(type: number): string {
  return String.fromCharCode(type >>> 24, (type >>> 16) & 255, (type >>> 8) & 255, type & 255);
}
