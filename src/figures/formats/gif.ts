import { ByteReader } from '../byteReader.ts';
import type { ImageHeader } from '../header.ts';
import { cutOff, Malformed } from '../malformed.ts';

const IMAGE = 0x2c;
const EXTENSION = 0x21;
const TRAILER = 0x3b;

/** GIF87a and GIF89a: counts the frames by walking the blocks. */
export function readGif(bytes: Uint8Array, page: number): ImageHeader {
  const reader = new ByteReader(bytes, 'GIF', true);
  const notices: string[] = [];
  if (!reader.has(0, 13)) throw cutOff('GIF', 'inside its header');
  let width = reader.u16(6);
  let height = reader.u16(8);
  let frames = 0;
  for (let at = 13 + colourTableBytes(reader.u8(10)); ;) {
    if (!reader.has(at, 1)) {
      if (frames === 0) throw cutOff('GIF', 'before its first picture');
      notices.push('The GIF file has no end mark; its pictures are whole.');
      break;
    }
    const block = reader.u8(at);
    if (block === TRAILER) break;
    if (block === EXTENSION) {
      at = skipSubBlocks(reader, at + 2);
    } else if (block === IMAGE) {
      if (!reader.has(at, 11)) throw cutOff('GIF', `inside picture ${frames + 1}`);
      // A screen of 0 × 0 is seen in old files: the first picture gives the size.
      if (frames === 0) {
        width ||= reader.u16(at + 1) + reader.u16(at + 5);
        height ||= reader.u16(at + 3) + reader.u16(at + 7);
      }
      at = skipSubBlocks(reader, at + 10 + colourTableBytes(reader.u8(at + 9)) + 1);
      frames += 1;
    } else {
      throw new Malformed(`the GIF file is damaged at byte ${at}.`);
    }
  }
  if (frames === 0) throw new Malformed('the GIF file has no picture in it.');
  if (frames > 1) notices.push(`Animated GIF: frame ${page} of ${frames} is used.`);
  return {
    format: 'gif',
    width,
    height,
    bitDepth: 8,
    channels: 1,
    pages: frames,
    orientation: 1,
    notices,
  };
}

function colourTableBytes(flags: number): number {
  return flags & 0x80 ? 3 * 2 ** ((flags & 7) + 1) : 0;
}

/** Offset after a chain of sub-blocks: each begins with its length, and a length of 0 ends the chain. */
function skipSubBlocks(reader: ByteReader, from: number): number {
  for (let at = from; ;) {
    if (!reader.has(at, 1)) throw cutOff('GIF', 'inside a picture');
    const length = reader.u8(at);
    if (length === 0) return at + 1;
    at += 1 + length;
  }
}
