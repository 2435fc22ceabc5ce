import * as l10n from '@vscode/l10n';
import type { Box, Frame } from '../../src/figures/frame.ts';
import type { ImageGain, Mode } from '../../src/reasoning/events.ts';
import { localNumber } from './language.ts';

/** A view of at least this share of the figure is called the whole figure, and its frame is not drawn. */
export const WHOLE = 0.97;

/** `[10, 20, 200, 300]` */
export function boxWords(box: Box): string {
  return `[${box.map((edge) => Math.round(edge)).join(', ')}]`;
}

/** `image_1 [10, 20, 200, 300] ×2` */
export function frameWords({ figure, box, scale }: Frame): string {
  return `${figure} ${boxWords(box)} ×${localNumber(scale, { maximumSignificantDigits: 2 })}`;
}

/** `1.4 s`, `830 ms`, `2 min 05 s` */
export function duration(milliseconds: number): string {
  if (milliseconds < 1000) return l10n.t('{0} ms', Math.round(milliseconds));
  const seconds = milliseconds / 1000;
  const digits = { minimumFractionDigits: 1, maximumFractionDigits: 1 };
  if (seconds < 59.95) return l10n.t('{0} s', localNumber(seconds, digits));
  const whole = Math.round(seconds);
  return l10n.t('{0} min {1} s', Math.floor(whole / 60), String(whole % 60).padStart(2, '0'));
}

/** A number with at most six significant digits and without grouping, as a person would copy it. */
export function valueWords(value: number | string): string {
  if (typeof value === 'string') return value;
  return Number.isInteger(value) ? String(value) : String(Number(value.toPrecision(6)));
}

/** What an image can have added, in few words. */
export function gainWords({ new: isNew, reason, share }: ImageGain): string {
  if (!isNew || share === undefined) return reason;
  if (share >= WHOLE) return l10n.t('{0} · the whole figure', reason);
  const percent =
    share > 0 && share < 0.01 ? '< 1' : localNumber(share * 100, { maximumFractionDigits: 0 });
  return l10n.t('{0} · {1} % of the figure', reason, percent);
}

export function modeWords(mode: Mode): string {
  switch (mode) {
    case 'auto':
      return l10n.t('Auto');
    case 'reasoning':
      return l10n.t('Reasoning only');
    case 'images':
      return l10n.t('With images');
  }
}

export function turnsWords(count: number): string {
  return count === 1 ? l10n.t('1 turn') : l10n.t('{0} turns', count);
}

export function imagesWords(count: number): string {
  return count === 1 ? l10n.t('1 image') : l10n.t('{0} images', count);
}

export function linesWords(count: number): string {
  return count === 1 ? l10n.t('1 line') : l10n.t('{0} lines', localNumber(count));
}

/** `image_2` as a person says it, where there are several figures. */
export function sizeWords(width: number, height: number): string {
  return l10n.t('{0} × {1} px', width, height);
}

/** `70 %`: screen pixels per source pixel. */
export function percentWords(scale: number): string {
  return l10n.t('{0} %', localNumber(scale * 100, { maximumFractionDigits: scale < 0.1 ? 1 : 0 }));
}
