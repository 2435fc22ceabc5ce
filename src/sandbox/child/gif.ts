import { unpackLzw } from './lzw.ts';

/** A GIF decoder: OpenCV's build for WebAssembly has none. Gives one frame of the animation as a viewer shows it. */

export interface RgbaImage {
  readonly width: number;
  readonly height: number;
  /** width × height × 4 bytes. */
  readonly rgba: Uint8Array;
}

interface Control {
  readonly disposal: number;
  readonly transparent: number;
}

const EXTENSION = 0x21;
const GRAPHIC_CONTROL = 0xf9;
const IMAGE = 0x2c;
const TRAILER = 0x3b;
const RESTORE_BACKGROUND = 2;
const RESTORE_PREVIOUS = 3;
const NO_CONTROL: Control = { disposal: 0, transparent: -1 };

/** Decodes frame `page` (1-based). Throws RangeError when the file is damaged or has fewer frames. */
export function decodeGif(file: Uint8Array, page: number): RgbaImage {
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  const byte = (at: number) => view.getUint8(at);
  const width = view.getUint16(6, true);
  const height = view.getUint16(8, true);
  const canvas = new Uint8Array(width * height * 4);
  const flags = byte(10);
  let at = 13;
  const tableAt = (size: number) => file.subarray(at, (at += 3 << size));
  const globalTable = flags & 0x80 ? tableAt((flags & 7) + 1) : undefined;
  let control = NO_CONTROL;
  let frames = 0;
  for (;;) {
    const kind = byte(at++);
    if (kind === TRAILER)
      throw new RangeError(`The GIF has ${frames} frames; frame ${page} was asked for.`);
    if (kind === EXTENSION) {
      if (byte(at) === GRAPHIC_CONTROL) control = readControl(view, at + 2);
      at = joinBlocks(file, at + 1).end;
      continue;
    }
    if (kind !== IMAGE) throw new RangeError('The GIF is damaged: an unknown block.');
    const area = {
      left: view.getUint16(at, true),
      top: view.getUint16(at + 2, true),
      width: view.getUint16(at + 4, true),
      height: view.getUint16(at + 6, true),
    };
    const local = byte(at + 8);
    at += 9;
    const table = local & 0x80 ? tableAt((local & 7) + 1) : globalTable;
    if (!table) throw new RangeError('The GIF is damaged: a frame without colours.');
    const minimumCodeSize = byte(at);
    const { data, end } = joinBlocks(file, at + 1);
    at = end;
    const before = control.disposal === RESTORE_PREVIOUS ? canvas.slice() : undefined;
    const indices = unpackLzw(data, minimumCodeSize, area.width * area.height);
    paint(canvas, width, height, area, indices, table, control.transparent, (local & 0x40) !== 0);
    if (++frames === page) return { width, height, rgba: canvas };
    if (before) canvas.set(before);
    else if (control.disposal === RESTORE_BACKGROUND) clear(canvas, width, height, area);
    control = NO_CONTROL;
  }
}

interface Area {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

function readControl(view: DataView, at: number): Control {
  const flags = view.getUint8(at);
  return { disposal: (flags >> 2) & 7, transparent: flags & 1 ? view.getUint8(at + 3) : -1 };
}

/** Sub-blocks from `at` on, joined; `end` is behind the empty one that closes them. */
function joinBlocks(file: Uint8Array, at: number): { data: Uint8Array; end: number } {
  const start = at;
  let length = 0;
  while ((file[at] ?? 0) > 0) {
    length += file[at] ?? 0;
    at += 1 + (file[at] ?? 0);
  }
  const data = new Uint8Array(length);
  let filled = 0;
  for (let from = start; from < at; from += 1 + (file[from] ?? 0)) {
    const block = file.subarray(from + 1, from + 1 + (file[from] ?? 0));
    data.set(block, filled);
    filled += block.length;
  }
  return { data, end: at + 1 };
}

/** Rows of an interlaced frame come in four passes. */
function* rowOrder(height: number, interlaced: boolean): Generator<number> {
  if (!interlaced) {
    for (let row = 0; row < height; row++) yield row;
    return;
  }
  for (const [first, step] of [
    [0, 8],
    [4, 8],
    [2, 4],
    [1, 2],
  ] as const)
    for (let row = first; row < height; row += step) yield row;
}

function paint(
  canvas: Uint8Array,
  width: number,
  height: number,
  area: Area,
  indices: Uint8Array,
  table: Uint8Array,
  transparent: number,
  interlaced: boolean,
): void {
  let at = 0;
  for (const row of rowOrder(area.height, interlaced)) {
    const y = area.top + row;
    for (let column = 0; column < area.width; column++, at++) {
      const x = area.left + column;
      const index = indices[at] ?? 0;
      if (index === transparent || x >= width || y >= height) continue;
      const to = (y * width + x) * 4;
      canvas[to] = table[index * 3] ?? 0;
      canvas[to + 1] = table[index * 3 + 1] ?? 0;
      canvas[to + 2] = table[index * 3 + 2] ?? 0;
      canvas[to + 3] = 255;
    }
  }
}

function clear(canvas: Uint8Array, width: number, height: number, area: Area): void {
  const right = Math.min(width, area.left + area.width);
  for (let y = area.top; y < Math.min(height, area.top + area.height); y++)
    canvas.fill(0, (y * width + area.left) * 4, (y * width + right) * 4);
}
