import type { Box } from '../figures/frame.ts';
import { DEVICES, DTYPES, type Device, type Dtype } from '../models/local/index.ts';
import type { Mode } from '../reasoning/events.ts';
import { UsageError } from './exit.ts';

/**
 * Reads `x1,y1,x2,y2` in source pixels of the figure.
 * @throws UsageError when it is not four numbers with x1 < x2 and y1 < y2.
 */
export function parseRegion(text: string): Box {
  // Number('') is 0: a gap must not count as a number.
  const numbers = text.split(',').map((part) => (part.trim() === '' ? NaN : Number(part)));
  const [x1, y1, x2, y2] = numbers;
  if (
    numbers.length !== 4 ||
    x1 === undefined ||
    y1 === undefined ||
    x2 === undefined ||
    y2 === undefined ||
    !numbers.every(Number.isFinite)
  )
    throw new UsageError(`--region takes four numbers x1,y1,x2,y2 in pixels, not "${text}".`);
  if (x1 >= x2 || y1 >= y2 || x1 < 0 || y1 < 0)
    throw new UsageError(
      `--region ${text}: x1,y1 is the top left corner, x2,y2 the bottom right one.`,
    );
  return [x1, y1, x2, y2];
}

/** Reads a whole number of at least 1. @throws UsageError */
export function parseCount(name: string): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (!Number.isInteger(value) || value < 1)
      throw new UsageError(`${name} takes a whole number of at least 1, not "${text}".`);
    return value;
  };
}

const MODES: readonly Mode[] = ['auto', 'reasoning', 'images'];

/** Reads a mode. @throws UsageError */
export function parseMode(text: string): Mode {
  const mode = MODES.find((known) => known === text);
  if (!mode) throw new UsageError(`--mode takes ${MODES.join(', ')}, not "${text}".`);
  return mode;
}

/** Reads where a local model runs. @throws UsageError */
export function parseDevice(name: string): (text: string) => Device | 'auto' {
  return parseOneOf(name, ['auto', ...DEVICES]);
}

/** Reads which weights of a local model are taken. @throws UsageError */
export function parseDtype(name: string): (text: string) => Dtype | 'auto' {
  return parseOneOf(name, ['auto', ...DTYPES]);
}

function parseOneOf<T extends string>(name: string, known: readonly T[]): (text: string) => T {
  return (text) => {
    const found = known.find((one) => one === text);
    if (found === undefined)
      throw new UsageError(`${name} takes ${known.join(', ')}, not "${text}".`);
    return found;
  };
}
