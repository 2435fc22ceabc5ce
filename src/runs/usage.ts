import type { Usage } from '../reasoning/model.ts';

/** What of a question tells tokens. */
interface Counted {
  readonly turns: readonly { readonly code?: { readonly usage?: Usage } }[];
  readonly answer?: { readonly usage?: Usage };
}

/** Tokens of all replies of a question, as far as the model told them; undefined when it told none. */
export function totalUsage({ turns, answer }: Counted): Usage | undefined {
  const known = [...turns.map(({ code }) => code?.usage), answer?.usage].filter(
    (usage) => usage !== undefined,
  );
  if (known.length === 0) return undefined;
  const sum = (field: keyof Usage): { readonly [K in keyof Usage]: number } => {
    const counts = known.flatMap((usage) => usage[field] ?? []);
    return counts.length ? { [field]: counts.reduce((total, count) => total + count, 0) } : {};
  };
  return Object.assign({}, ...FIELDS.map(sum)) as Usage;
}

const FIELDS = [
  'promptTokens',
  'cachedTokens',
  'completionTokens',
  'loadMs',
  'visionMs',
  'prefillMs',
  'decodeMs',
] as const satisfies readonly (keyof Usage)[];

/** Replies that are shorter say nothing about speed. */
const FEWEST_TOKENS = 8;

/**
 * Tokens per second while a reply was written, where its time is known. The first token comes with the prompt, so it takes no part in
 * the time.
 */
export function writingSpeed({ completionTokens = 0, decodeMs = 0 }: Usage): number | undefined {
  if (completionTokens < FEWEST_TOKENS || decodeMs <= 0) return undefined;
  return Number((((completionTokens - 1) * 1000) / decodeMs).toPrecision(2));
}
