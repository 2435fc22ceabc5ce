import { ByteReader } from '../byteReader.ts';
import { readOrientation } from '../exif.ts';
import type { ImageHeader } from '../header.ts';
import { cutOff, Malformed } from '../malformed.ts';

interface WebpState {
  size?: { width: number; height: number };
  alpha: boolean;
  frames: number;
  hasPixels: boolean;
  orientation: number;
}

/** WebP, lossy (VP8), lossless (VP8L) and extended (VP8X): RIFF chunks up to the length that the file states. */
export function readWebp(bytes: Uint8Array): ImageHeader {
  const reader = new ByteReader(bytes, 'WebP', true);
  const notices: string[] = [];
  const end = 8 + reader.u32(4, 'the file length');
  if (end > bytes.length) throw cutOff('WebP', `${end - bytes.length} bytes too early`);
  const state: WebpState = { alpha: false, frames: 0, hasPixels: false, orientation: 1 };
  for (let at = 12; at + 8 <= end;) {
    const type = reader.ascii(at, 4);
    const length = reader.u32(at + 4);
    if (at + 8 + length > end) throw cutOff('WebP', 'inside a chunk');
    readChunk(reader, type, at + 8, length, state, notices);
    // Chunks are padded to even length.
    at += 8 + length + (length % 2);
  }
  if (!state.size || !(state.hasPixels || state.frames > 0))
    throw new Malformed('the WebP file has no picture in it.');
  if (state.frames > 1)
    notices.push(`Animated WebP with ${state.frames} frames: its first picture is used.`);
  return {
    format: 'webp',
    ...state.size,
    bitDepth: 8,
    channels: state.alpha ? 4 : 3,
    pages: 1,
    orientation: state.orientation,
    notices,
  };
}

function readChunk(
  reader: ByteReader,
  type: string,
  at: number,
  length: number,
  state: WebpState,
  notices: string[],
): void {
  switch (type) {
    case 'VP8 ': {
      if (reader.ascii(at + 3, 3) !== '\x9d\x01\x2a')
        throw new Malformed('the WebP file is damaged: its picture does not begin as it must.');
      state.hasPixels = true;
      state.size ??= { width: reader.u16(at + 6) & 0x3fff, height: reader.u16(at + 8) & 0x3fff };
      break;
    }
    case 'VP8L': {
      if (reader.u8(at) !== 0x2f)
        throw new Malformed('the WebP file is damaged: its picture does not begin as it must.');
      const bits = reader.u32(at + 1);
      state.hasPixels = true;
      state.alpha ||= ((bits >>> 28) & 1) === 1;
      state.size ??= { width: (bits & 0x3fff) + 1, height: ((bits >>> 14) & 0x3fff) + 1 };
      break;
    }
    case 'VP8X':
      state.alpha ||= (reader.u8(at) & 0x10) !== 0;
      state.size ??= { width: reader.u24(at + 4) + 1, height: reader.u24(at + 7) + 1 };
      break;
    case 'ANMF':
      state.frames += 1;
      break;
    case 'EXIF': {
      const block = reader.bytes.subarray(at, at + length);
      // Some writers keep the JPEG prefix.
      const prefixed = length > 6 && reader.ascii(at, 6) === 'Exif\0\0';
      state.orientation = readOrientation(prefixed ? block.subarray(6) : block, notices);
      break;
    }
    default:
  }
}
