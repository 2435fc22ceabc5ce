import { draw } from '../../fixtures/encode/pixels.ts';
import { encodePng } from '../../fixtures/encode/png.ts';

/** A PNG of bright discs, well apart, on a dark and slightly uneven background: 5 × 3 unless told. */
export function discs(columns = 5, rows = 3): Uint8Array {
  const pitch = 60;
  return encodePng(
    draw(columns * pitch, rows * pitch, (x, y) => {
      const apart = Math.hypot((x % pitch) - pitch / 2, (y % pitch) - pitch / 2);
      const grain = (x * 7 + y * 13) % 9;
      const value = apart < 14 ? 200 + grain : 20 + grain;
      return [value, value, value];
    }),
  );
}
