/** An image among the tokens: `count` tokens from `start` that stand for a grid of `rows` x `columns` merged patches. */
export interface ImageSpan {
  readonly start: number;
  readonly count: number;
  readonly rows: number;
  readonly columns: number;
}

/** Positions of tokens for M-RoPE: time, height and width, each as long as the tokens; and the position of the next token of text. */
export interface RopePositions {
  readonly time: Int32Array;
  readonly height: Int32Array;
  readonly width: Int32Array;
  readonly next: number;
}

/**
 * Multimodal rotary positions (Qwen2-VL, arXiv 2409.12191, section 2.1; `get_rope_index` in transformers): text counts on by one in all
 * three rows; the tokens of an image share one time and have its rows and columns as height and width; text after it goes on behind the
 * largest position.
 * @param length tokens
 * @param images in order, not overlapping
 */
export function ropePositions(length: number, images: readonly ImageSpan[]): RopePositions {
  const time = new Int32Array(length);
  const height = new Int32Array(length);
  const width = new Int32Array(length);
  let next = 0;
  let at = 0;
  const text = (end: number): void => {
    for (; at < end; at++, next++) time[at] = height[at] = width[at] = next;
  };
  for (const { start, count, rows, columns } of images) {
    text(start);
    for (let index = 0; index < count; index++, at++) {
      time[at] = next;
      height[at] = next + Math.floor(index / columns);
      width[at] = next + (index % columns);
    }
    next += Math.max(rows, columns);
  }
  text(length);
  return { time, height, width, next };
}

/**
 * `position_ids` of tokens `from` to `to` as a decoder takes them, rows one after the other.
 * @param rows 1: plain positions; 3: time, height, width; 4: plain positions before these
 */
export function positionIds(
  positions: RopePositions,
  from: number,
  to: number,
  rows: number,
): BigInt64Array<ArrayBuffer> {
  const count = to - from;
  const ids = new BigInt64Array(rows * count);
  const mrope = [positions.time, positions.height, positions.width];
  for (let row = 0; row < rows; row++) {
    const source = rows === 3 ? mrope[row] : row === 0 ? undefined : mrope[row - 1];
    for (let index = 0; index < count; index++)
      ids[row * count + index] = BigInt(source ? (source[from + index] ?? 0) : from + index);
  }
  return ids;
}
