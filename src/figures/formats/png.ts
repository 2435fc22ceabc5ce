import { ByteReader } from '../byteReader.ts';
import { readOrientation } from '../exif.ts';
import type { ImageHeader } from '../header.ts';
import { cutOff, Malformed } from '../malformed.ts';
import { pixelSizeFromResolution } from '../pixelSize.ts';

/** Samples per pixel and allowed bit depths by colour type (PNG specification, table 11.1). */
const COLOUR_TYPES: Readonly<Record<number, { channels: number; depths: readonly number[] }>> = {
  0: { channels: 1, depths: [1, 2, 4, 8, 16] },
  2: { channels: 3, depths: [8, 16] },
  3: { channels: 1, depths: [1, 2, 4, 8] },
  4: { channels: 2, depths: [8, 16] },
  6: { channels: 4, depths: [8, 16] },
};

/** PNG and APNG: walks every chunk up to IEND, so that a cut file is noticed here and not by the decoder. */
export function readPng(bytes: Uint8Array): ImageHeader {
  const reader = new ByteReader(bytes, 'PNG', false);
  if (!reader.has(8, 25) || reader.ascii(12, 4) !== 'IHDR')
    throw bytes.length < 33
      ? cutOff('PNG', 'inside its header')
      : new Malformed('the PNG file has no header (IHDR) at its start.');
  const width = reader.u32(16);
  const height = reader.u32(20);
  const bitDepth = reader.u8(24);
  const colour = COLOUR_TYPES[reader.u8(25)];
  if (!colour?.depths.includes(bitDepth))
    throw new Malformed(
      `the PNG header is damaged: colour type ${reader.u8(25)} with ${bitDepth} bits does not exist.`,
    );
  const notices: string[] = [];
  let frames = 1;
  let orientation = 1;
  let density: { x: number; y: number } | undefined;
  let hasPixels = false;
  for (let at = 8; ;) {
    if (!reader.has(at, 12)) throw cutOff('PNG', 'before its last chunk (IEND)');
    const length = reader.u32(at);
    const type = reader.ascii(at + 4, 4);
    const data = at + 8;
    if (!reader.has(data, length + 4)) throw cutOff('PNG', `inside the chunk ${printable(type)}`);
    if (type === 'IEND') break;
    if (type === 'IDAT') hasPixels = true;
    if (type === 'acTL' && length >= 8) frames = Math.max(1, reader.u32(data));
    if (type === 'eXIf')
      orientation = readOrientation(bytes.subarray(data, data + length), notices);
    // Unit 1 is the metre; unit 0 gives only the aspect ratio.
    if (type === 'pHYs' && length === 9 && reader.u8(data + 8) === 1)
      density = { x: reader.u32(data), y: reader.u32(data + 4) };
    at = data + length + 4;
  }
  if (!hasPixels) throw new Malformed('the PNG file has no pixel data (IDAT).');
  if (frames > 1) notices.push(`Animated PNG with ${frames} frames: its first picture is used.`);
  const pixelSize = density && pixelSizeFromResolution(density.x / 100, density.y / 100);
  return {
    format: 'png',
    width,
    height,
    bitDepth,
    channels: colour.channels,
    // Decoders read the default image only, so the frames of an APNG are no pages.
    pages: 1,
    orientation,
    ...(pixelSize ? { pixelSize } : {}),
    notices,
  };
}

function printable(type: string): string {
  return /^[A-Za-z]{4}$/.test(type) ? type : '(unreadable name)';
}
