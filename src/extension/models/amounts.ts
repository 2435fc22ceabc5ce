import { env, l10n } from 'vscode';

/** Numbers as the editor's language writes them. */
function number(value: number, digits: number): string {
  return value.toLocaleString(env.language, {
    minimumFractionDigits: 0,
    maximumFractionDigits: digits,
  });
}

/** Bytes in thousands, as disks and downloads are sold: `1.8 GB`, `726 MB`. */
export function sizeWords(bytes: number): string {
  if (bytes >= 1e9) return l10n.t('{0} GB', number(bytes / 1e9, bytes >= 1e10 ? 0 : 1));
  if (bytes >= 1e6) return l10n.t('{0} MB', number(bytes / 1e6, bytes >= 1e7 ? 0 : 1));
  return l10n.t('{0} kB', number(bytes / 1e3, 0));
}

/** `3 min left`; seconds below two minutes. */
export function leftWords(seconds: number): string {
  return seconds < 120
    ? l10n.t('{0} s left', number(Math.max(1, seconds), 0))
    : l10n.t('{0} min left', number(seconds / 60, 0));
}

/** A count of tokens. */
export function countWords(count: number): string {
  return number(count, 0);
}

/** Three significant digits: `12.3`. */
export function speedWords(perSecond: number): string {
  return Number(perSecond.toPrecision(3)).toLocaleString(env.language);
}
