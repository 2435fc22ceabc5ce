import { ByteReader } from '../byteReader.ts';
import { readOrientation } from '../exif.ts';
import type { ImageHeader } from '../header.ts';
import { cutOff, Malformed } from '../malformed.ts';

/** Frame markers (SOF): baseline, extended, progressive and their arithmetic-coded forms. */
const READABLE_FRAMES = new Set([0xc0, 0xc1, 0xc2, 0xc9, 0xca]);
/** Lossless and hierarchical JPEG, which no common decoder reads. */
const UNREADABLE_FRAMES = new Set([0xc3, 0xc5, 0xc6, 0xc7, 0xcb, 0xcd, 0xce, 0xcf]);
const SOS = 0xda;
const EOI = 0xd9;

interface JpegFrame {
  readonly bitDepth: number;
  readonly height: number;
  readonly width: number;
  readonly channels: number;
}

/** JPEG: walks the segments to the end-of-image marker. Density in JPEG files is print resolution and is never a pixel size. */
export function readJpeg(bytes: Uint8Array): ImageHeader {
  const reader = new ByteReader(bytes, 'JPEG', false);
  const notices: string[] = [];
  let frame: JpegFrame | undefined;
  let orientation: number | undefined;
  let scanned = false;
  for (let at = 2; ;) {
    const marker = nextMarker(bytes, at);
    if (!marker) throw cutOff('JPEG', 'before its end marker');
    at = marker.end;
    if (marker.code === EOI) break;
    if (isStandalone(marker.code)) continue;
    if (!reader.has(at, 2)) throw cutOff('JPEG', 'inside a segment header');
    const length = reader.u16(at);
    if (length < 2) throw new Malformed(`the JPEG file is damaged near byte ${at}.`);
    if (!reader.has(at, length)) throw cutOff('JPEG', 'inside a segment');
    const data = bytes.subarray(at + 2, at + length);
    if (UNREADABLE_FRAMES.has(marker.code))
      throw new Malformed(
        'this is a lossless or hierarchical JPEG, which cannot be decoded.',
        'Convert it to PNG or TIFF.',
      );
    if (READABLE_FRAMES.has(marker.code)) frame ??= readFrame(data);
    if (marker.code === 0xe1 && isExif(data))
      orientation ??= readOrientation(data.subarray(6), notices);
    at += length;
    if (marker.code === SOS) scanned = true;
  }
  if (!frame || !scanned) throw new Malformed('the JPEG file has no picture in it.');
  if (frame.channels === 4)
    notices.push('CMYK JPEG: colours are converted to RGB without its colour profile.');
  return { format: 'jpeg', ...frame, pages: 1, orientation: orientation ?? 1, notices };
}

/** The next marker at or after `from`: stuffed bytes (FF 00) and restart markers of entropy-coded data are passed over. */
function nextMarker(bytes: Uint8Array, from: number): { code: number; end: number } | undefined {
  for (let at = bytes.indexOf(0xff, from); at >= 0; at = bytes.indexOf(0xff, at + 1)) {
    const code = bytes[at + 1];
    if (code !== undefined && code !== 0x00 && code !== 0xff) return { code, end: at + 2 };
  }
  return undefined;
}

/** RST0–7, SOI and TEM have no length. */
function isStandalone(code: number): boolean {
  return (code >= 0xd0 && code <= 0xd8) || code === 0x01;
}

function isExif(data: Uint8Array): boolean {
  return data.length > 6 && Buffer.from(data.subarray(0, 6)).toString('latin1') === 'Exif\0\0';
}

function readFrame(data: Uint8Array): JpegFrame {
  const reader = new ByteReader(data, 'JPEG', false);
  const channels = reader.u8(5, 'the frame header');
  if (channels < 1 || channels > 4)
    throw new Malformed(`the JPEG header is damaged: ${channels} colour channels.`);
  return { bitDepth: reader.u8(0), height: reader.u16(1), width: reader.u16(3), channels };
}
