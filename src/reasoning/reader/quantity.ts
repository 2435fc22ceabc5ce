/** A value as an answer states it. */
export interface Quantity {
  readonly value: number | string;
  readonly unit?: string;
  /** "± 0.4", when it stands in the value itself. */
  readonly uncertainty?: string;
}

const NUMBER = String.raw`[+-]?(?:\d{1,3}(?:[,\u202f]\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?|\.\d+)(?:[eE][+-]?\d+)?`;
/** Words like "µm", "kg m^-3", "cells per image"; no second number, no "3 and 4". */
const UNIT = String.raw`(?!(?:and|or|to)\b)(?:[\p{L}%°‰′″$€]|\/(?=\p{L}))[^\s=,;]*(?: (?!(?:and|or|to)\b)[\p{L}%°/·⋅][^\s=,;]*){0,3}`;
const QUANTITY = new RegExp(
  `^(?:[≈~∼]\\s*)?(${NUMBER})(?:\\s*×\\s*10\\^?([+-]?\\d+))?\\s*(±\\s*${NUMBER}(?:\\s*%)?)?\\s*(${UNIT})?$`,
  'u',
);

/** Reads "57", "3.2 µm", "1,024", "3.2 ± 0.4 µm", "1.5×10^3 s^{-1}"; anything else is a value in words. */
export function readQuantity(latex: string): Quantity {
  const text = plainText(latex);
  const match = QUANTITY.exec(text);
  if (!match?.[1]) return { value: text };
  const [, number, power, uncertainty, unit] = match;
  const value = Number(number.replace(/[,\u202f]/gu, '')) * 10 ** Number(power ?? 0);
  if (!Number.isFinite(value)) return { value: text };
  return {
    value,
    ...(unit && { unit: unit.trim() }),
    ...(uncertainty && { uncertainty: uncertainty.replace(/±\s*/u, '± ') }),
  };
}

const COMMANDS: readonly [RegExp, string][] = [
  [/\\(?:text|mathrm|textbf|mathbf|textit|operatorname|mbox|unit)\s*\{([^{}]*)\}/gu, '$1'],
  [/\\(?:d?frac|tfrac)\s*\{([^{}]*)\}\s*\{([^{}]*)\}/gu, '$1/$2'],
  [/\\(?:mu|micro)(?![a-z])\s*/gu, 'µ'],
  [/\^\s*\{?\s*\\circ\s*\}?/gu, '°'],
  [/\\(?:times|cdot)(?![a-z])\s*/gu, '×'],
  [/\\pm(?![a-z])\s*/gu, '±'],
  [/\\(?:approx|sim)(?![a-z])\s*/gu, '≈'],
  [/\\(?:,|;|:|!|\s|quad(?![a-z])|qquad(?![a-z]))/gu, ' '],
  [/\\([%$#&_{}])/gu, '$1'],
  [/\^\{([^{}]*)\}/gu, '^$1'],
  [/[−–](?=\s*\d)/gu, '-'],
  [/μ/gu, 'µ'],
  [/(?<!\\)\$/gu, ''],
  [/~|\u00a0/gu, ' '],
];

/** LaTeX of a value in plain characters, as far as it is common in answers. */
export function plainText(latex: string): string {
  let text = latex;
  for (const [pattern, replacement] of COMMANDS) text = text.replace(pattern, replacement);
  return text.replace(/\s+/gu, ' ').trim();
}
