import type { Frame } from '../../figures/frame.ts';
import type { GainCheckedEvent, ImageGain } from '../../reasoning/events.ts';
import type { Usage } from '../../reasoning/model.ts';
import { writingSpeed } from '../usage.ts';

/** `image_1 [10, 20, 200, 300] ×2` */
export function frameWords({ figure, box, scale }: Frame): string {
  return `${figure} [${box.map((edge) => Math.round(edge)).join(', ')}] ${times(scale)}`;
}

/** What an image step showed, in few words: "2.5× larger than shown before · 12 % of the figure". */
export function gainWords({ new: isNew, reason, share }: ImageGain): string {
  if (!isNew) return `nothing new: ${reason}`;
  if (share === undefined) return reason;
  return `${reason} · ${share >= WHOLE ? 'the whole figure' : `${percent(share)} of the figure`}`;
}

/** A view of at least this share is called a view of the whole figure, and its frame is not drawn. */
export const WHOLE = 0.97;

/** Said of a turn or an answer that a later change has overtaken. */
export const OUTDATED = 'Out of date: a cell before this was changed and run again afterwards.';

/** Heading of a cell that a person changed. */
export function rerunTitle(turn: number, rerun: number): string {
  return rerun === 1
    ? `Turn ${turn}, changed by hand and run again`
    : `Turn ${turn}, changed by hand and run again (${rerun})`;
}

/** `1.4 s`, `830 ms`, `2 min 05 s` */
export function duration(milliseconds: number): string {
  if (milliseconds < 1000) return `${Math.round(milliseconds)} ms`;
  const seconds = milliseconds / 1000;
  if (seconds < 60) return `${seconds.toFixed(1)} s`;
  const whole = Math.round(seconds);
  return `${Math.floor(whole / 60)} min ${String(whole % 60).padStart(2, '0')} s`;
}

/** What a check without the images found, as a heading. */
export const GAIN_EFFECT: Readonly<Record<GainCheckedEvent['effect'], string>> = {
  changed: 'The images changed the answer',
  same: 'The images made no difference',
  unclear: 'Whether the images made a difference cannot be told',
};

/** What the check is. */
export const GAIN_METHOD =
  'The question was asked once more with the images of the cells withheld, one sample each, after S1-VL’s visual information gain.';

/** Heading of an answer without a value. */
export function answeredWords(answered: boolean): string {
  return answered ? 'Answer' : 'Not answered';
}

/** `12,430 tokens read, 9,800 of them from the cache, 350 written at 14 tokens/s` */
export function usageWords(usage: Usage): string {
  const { promptTokens, cachedTokens, completionTokens } = usage;
  const speed = writingSpeed(usage);
  const at = speed === undefined ? '' : ` at ${speed} tokens/s`;
  const words = (count: number) => count.toLocaleString('en-US');
  return [
    promptTokens !== undefined && `${words(promptTokens)} tokens read`,
    cachedTokens !== undefined && `${words(cachedTokens)} of them from the cache`,
    completionTokens !== undefined &&
      `${words(completionTokens)}${promptTokens === undefined ? ' tokens' : ''} written${at}`,
  ]
    .filter(Boolean)
    .join(', ');
}

/** `57 cells`; a number is written with at most six significant digits. */
export function valueWords(value: number | string, unit?: string): string {
  const text = typeof value === 'number' ? number(value, 6) : value;
  return unit ? `${text} ${unit}` : text;
}

/** `1 turn`, `3 turns` */
export function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}

/** Date and time without seconds, UTC: `2026-11-22 20:56 UTC`. What is no time stays as it is. */
export function moment(iso: string): string {
  return /^\d{4}-\d\d-\d\dT\d\d:\d\d/.test(iso)
    ? `${iso.slice(0, 10)} ${iso.slice(11, 16)} UTC`
    : iso;
}

function times(scale: number): string {
  return `×${number(scale)}`;
}

function percent(share: number): string {
  const value = share * 100;
  return `${value > 0 && value < 1 ? '< 1' : Math.round(value)} %`;
}

function number(value: number, digits = 2): string {
  return value >= 10 ** digits && Number.isInteger(value)
    ? String(value)
    : String(Number(value.toPrecision(digits)));
}
