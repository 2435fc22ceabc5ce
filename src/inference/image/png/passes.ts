import type { PngHeader } from './header.ts';

/** A picture within a PNG: every `stepX`th pixel from `x` on of every `stepY`th row from `y` on. */
export interface PngPass {
  readonly x: number;
  readonly y: number;
  readonly stepX: number;
  readonly stepY: number;
  readonly columns: number;
  readonly rows: number;
  /** Bytes of a row, without the one that names its filter. */
  readonly rowBytes: number;
}

/** Adam7: x, y, stepX, stepY. */
const INTERLACED = [
  [0, 0, 8, 8],
  [4, 0, 8, 8],
  [0, 4, 4, 8],
  [2, 0, 4, 4],
  [0, 2, 2, 4],
  [1, 0, 2, 2],
  [0, 1, 1, 2],
] as const;
const PLAIN = [[0, 0, 1, 1]] as const;

/** The passes of a PNG in the order of its data; those without pixels are left out, as there. */
export function pngPasses(header: PngHeader): readonly PngPass[] {
  const { width, height, bitDepth, channels, interlaced } = header;
  return (interlaced ? INTERLACED : PLAIN)
    .map(([x, y, stepX, stepY]) => {
      const columns = Math.ceil((width - x) / stepX);
      const rows = Math.ceil((height - y) / stepY);
      const rowBytes = Math.ceil((columns * bitDepth * channels) / 8);
      return { x, y, stepX, stepY, columns, rows, rowBytes };
    })
    .filter(({ columns, rows }) => columns > 0 && rows > 0);
}
