import { damaged } from '../damaged.ts';

/**
 * Undoes the filter of a row in place. `row` is where its bytes begin, `above` where those of the row above it, -1 in the first row.
 *
 * @param distance bytes from a byte to the one of the pixel to its left that belongs to it.
 */
export function unfilter(
  filter: number,
  data: Uint8Array,
  row: number,
  above: number,
  rowBytes: number,
  distance: number,
): void {
  const end = row + rowBytes;
  const lead = Math.min(row + distance, end);
  // In the first row everything above is 0, so that what looks up has nothing to add, and Paeth adds what is to the left.
  const kind = above < 0 ? (FIRST_ROW[filter] ?? filter) : filter;
  switch (kind) {
    case NONE:
      return;
    case SUB:
      for (let at = lead; at < end; at += 1)
        data[at] = (data[at] ?? 0) + (data[at - distance] ?? 0);
      return;
    case UP:
      for (let at = row, up = above; at < end; at += 1, up += 1)
        data[at] = (data[at] ?? 0) + (data[up] ?? 0);
      return;
    case AVERAGE:
      for (let at = row, up = above; at < lead; at += 1, up += 1)
        data[at] = (data[at] ?? 0) + ((data[up] ?? 0) >> 1);
      for (let at = lead, up = above + distance; at < end; at += 1, up += 1) {
        data[at] = (data[at] ?? 0) + (((data[at - distance] ?? 0) + (data[up] ?? 0)) >> 1);
      }
      return;
    case AVERAGE_OF_FIRST_ROW:
      for (let at = lead; at < end; at += 1)
        data[at] = (data[at] ?? 0) + ((data[at - distance] ?? 0) >> 1);
      return;
    case PAETH:
      for (let at = row, up = above; at < lead; at += 1, up += 1)
        data[at] = (data[at] ?? 0) + (data[up] ?? 0);
      for (let at = lead, up = above + distance; at < end; at += 1, up += 1) {
        data[at] =
          (data[at] ?? 0) +
          paeth(data[at - distance] ?? 0, data[up] ?? 0, data[up - distance] ?? 0);
      }
      return;
    default:
      throw damaged('PNG', 'one of its rows has a filter that PNG does not know');
  }
}

const NONE = 0;
const SUB = 1;
const UP = 2;
const AVERAGE = 3;
const PAETH = 4;
const AVERAGE_OF_FIRST_ROW = -1;
const FIRST_ROW: Readonly<Record<number, number>> = {
  [UP]: NONE,
  [AVERAGE]: AVERAGE_OF_FIRST_ROW,
  [PAETH]: SUB,
};

/** The neighbour that is nearest to left + up - corner. */
function paeth(left: number, up: number, corner: number): number {
  const toLeft = Math.abs(up - corner);
  const toUp = Math.abs(left - corner);
  const toCorner = Math.abs(left + up - 2 * corner);
  if (toLeft <= toUp && toLeft <= toCorner) return left;
  return toUp <= toCorner ? up : corner;
}
