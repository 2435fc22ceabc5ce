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
  return { ...sum('promptTokens'), ...sum('cachedTokens'), ...sum('completionTokens') };
}
