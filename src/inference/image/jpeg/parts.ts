import { damaged } from '../damaged.ts';
import { decodeScan } from './decodeScan.ts';
import { exifBlock } from './exifBlock.ts';
import { isFrame, readFrame } from './frame.ts';
import type { Component, Frame } from './frame.ts';
import { readHuffmanTables } from './huffman.ts';
import type { HuffmanTables } from './huffman.ts';
import { readQuantisationTables } from './quantisation.ts';
import type { QuantisationTables } from './quantisation.ts';
import { readScanHeader } from './scanHeader.ts';
import { checkJpeg, MARKER, nextSegment } from './segments.ts';
import type { Segment } from './segments.ts';

/** Encoders make about ten; hundreds would only be there to keep decoders busy. */
const MOST_SCANS = 100;

/** What of a JPEG is needed for its pixels. */
export interface JpegParts {
  readonly frame: Frame;
  readonly coefficients: Map<Component, Int16Array>;
  /** As they were when the first scan of a component began. */
  readonly quantisation: ReadonlyMap<Component, Uint16Array>;
  readonly exif: Uint8Array | undefined;
  readonly jfif: boolean;
  /** Of an Adobe segment. */
  readonly transform: number | undefined;
}

/** Reads all segments and scans. @throws InferenceError `image` */
export function readJpegParts(bytes: Uint8Array): JpegParts {
  checkJpeg(bytes);
  const huffman: HuffmanTables = new Map();
  const tables: QuantisationTables = new Map();
  const coefficients = new Map<Component, Int16Array>();
  const quantisation = new Map<Component, Uint16Array>();
  let frame: Frame | undefined;
  let exif: Uint8Array | undefined;
  let transform: number | undefined;
  let jfif = false;
  let interval = 0;
  let scans = 0;
  const readScan = ({ data, end }: Segment): number => {
    if (!frame) throw damaged('JPEG', 'its header is missing');
    const scan = readScanHeader(data, frame);
    scans += 1;
    if (scans > MOST_SCANS) throw damaged('JPEG', 'it has more scans than any encoder makes');
    if (scans === 1) allocate(frame, bytes.length - end, coefficients);
    for (const { component } of scan.components) {
      const table = quantisation.get(component) ?? tables.get(component.table);
      if (!table) throw damaged('JPEG', 'a quantisation table is missing');
      quantisation.set(component, table);
    }
    return decodeScan(bytes, end, frame, scan, huffman, interval, coefficients);
  };
  for (let segment = nextSegment(bytes, 2); segment.marker !== MARKER.eoi;) {
    const { marker, data } = segment;
    if (isFrame(marker)) {
      if (frame) throw damaged('JPEG', 'it has two headers');
      frame = readFrame(marker, data);
    }
    if (marker === MARKER.dht) readHuffmanTables(data, huffman);
    if (marker === MARKER.dqt) readQuantisationTables(data, tables);
    if (marker === MARKER.dri) interval = ((data[0] ?? 0) << 8) | (data[1] ?? 0);
    if (marker === MARKER.app1 && scans === 0) exif ??= exifBlock(data);
    if (marker === MARKER.app0) jfif ||= begins(data, 'JFIF\0');
    if (marker === MARKER.app14 && begins(data, 'Adobe')) transform = data[11];
    const end = marker === MARKER.sos ? readScan(segment) : segment.end;
    segment = nextSegment(bytes, end);
  }
  if (!frame) throw damaged('JPEG', 'its header is missing');
  return { frame, coefficients, quantisation, exif, jfif, transform };
}

/** Takes memory for the coefficients, unless there is too little data for them: each block takes a bit at least. */
function allocate(frame: Frame, dataBytes: number, coefficients: Map<Component, Int16Array>): void {
  const blocks = frame.components.map(({ blocksAcross, blocksDown }) => blocksAcross * blocksDown);
  if (blocks.reduce((sum, count) => sum + count, 0) > 8 * dataBytes) {
    throw damaged('JPEG', 'most of its pixels are missing');
  }
  frame.components.forEach((component, index) => {
    coefficients.set(component, new Int16Array(64 * (blocks[index] ?? 0)));
  });
}

function begins(data: Uint8Array, name: string): boolean {
  return Buffer.from(data.subarray(0, name.length)).toString('latin1') === name;
}
