import * as z from 'zod';

type Issue = z.core.$ZodIssue;
/** The part of a JSON schema that the sentences are made from. */
interface Described {
  readonly description?: string;
  readonly properties?: Readonly<Record<string, Described>>;
  readonly items?: Described;
}

/** Fields that people try to write a key into. */
const KEY_LIKE = /^(?:api[-_]?)?key$|token|secret|password|bearer|auth/iu;
export const KEY_ADVICE =
  'Keys are never written into this file: put the key into an environment variable and name it in "keyEnv".';

/**
 * What a check found, in sentences: where, what is wrong, what to write instead.
 * @param schema that found it; its descriptions and fields give the advice
 * @param where the value stands, when it is a part of something: `models[0]`
 */
export function issueSentences(
  issues: readonly Issue[],
  schema: z.ZodType,
  value: unknown,
  where = '',
): string[] {
  const root = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as Described;
  return issues.flatMap((issue) => {
    const described = follow(root, issue.path);
    const place = placeOf(where, issue.path);
    if (issue.code === 'unrecognized_keys')
      return issue.keys.map((key) => unknownField(place, key, described));
    return [sentence(issue, place, described, valueAt(value, issue.path))];
  });
}

function sentence(issue: Issue, place: string, { description }: Described, found: unknown): string {
  const it = place === '' ? 'The file' : place;
  const about = description ? ` (${description})` : '';
  if (issue.code === 'invalid_type') {
    if (found === undefined) return `${it} is missing${about}.`;
    return `${it} must be ${TYPE_NAMES[issue.expected] ?? issue.expected}, not ${typeName(found)}${about}.`;
  }
  if (issue.code === 'invalid_value')
    return `${it} must be one of ${issue.values.map((one) => JSON.stringify(one)).join(', ')}, not ${quote(found)}.`;
  if (issue.code === 'too_small' && issue.origin === 'string')
    return `${it} must not be empty${about}.`;
  if (issue.code === 'too_small')
    return `${it} must be ${issue.inclusive ? 'at least' : 'more than'} ${issue.minimum}, not ${quote(found)}${about}.`;
  if (issue.code === 'too_big')
    return `${it} must be ${issue.inclusive === false ? 'less than' : 'at most'} ${issue.maximum}, not ${quote(found)}${about}.`;
  if (issue.code === 'invalid_format')
    return `${it} is ${quote(found)}: that is not what belongs here${about}.`;
  return `${it}: ${issue.message}.`;
}

function unknownField(place: string, key: string, { properties = {} }: Described): string {
  const where = place === '' ? `"${key}"` : `${place}.${key}`;
  if (KEY_LIKE.test(key)) return `${where}: ${KEY_ADVICE}`;
  const known = Object.keys(properties);
  const meant = nearest(key, known);
  const instead = meant ? `Did you mean "${meant}"?` : `Known fields: ${known.join(', ')}.`;
  return `${where} is not a field that Figscope knows. ${instead}`;
}

/** `models[0].sampling.topP` */
function placeOf(where: string, path: readonly PropertyKey[]): string {
  const parts = path.map((part) => (typeof part === 'number' ? `[${part}]` : `.${String(part)}`));
  return [where, ...parts].join('').replace(/^\./u, '');
}

const TYPE_NAMES: Readonly<Record<string, string>> = {
  string: 'a text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  object: 'an object { … }',
  record: 'an object { … }',
  array: 'a list [ … ]',
};

function typeName(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  return typeof value === 'object' ? 'an object' : quote(value);
}

/** The value as it stands in the file, shortened. */
function quote(value: unknown): string {
  const text = JSON.stringify(value) ?? String(value);
  return text.length > 60 ? `${text.slice(0, 57)}…` : text;
}

function follow(root: Described, path: readonly PropertyKey[]): Described {
  let at: Described = root;
  for (const part of path)
    at = (typeof part === 'number' ? at.items : at.properties?.[String(part)]) ?? {};
  return at;
}

function valueAt(value: unknown, path: readonly PropertyKey[]): unknown {
  let at = value;
  for (const part of path) {
    if (typeof at !== 'object' || at === null) return undefined;
    at = (at as Record<PropertyKey, unknown>)[part];
  }
  return at;
}

/** The word that was probably meant: at most two letters away, or the same but for case and marks. */
export function nearest(word: string, known: readonly string[]): string | undefined {
  const bare = (text: string) => text.toLowerCase().replaceAll(/[-_ .]/gu, '');
  const same = known.find((one) => bare(one) === bare(word));
  if (same) return same;
  const near = known
    .map((one) => ({ one, away: editDistance(bare(word), bare(one)) }))
    .filter(({ one, away }) => away <= Math.min(2, one.length - 2))
    .sort((a, b) => a.away - b.away);
  return near[0]?.one;
}

function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (const [i, char] of [...a].entries()) {
    const next = [i + 1];
    for (let j = 0; j < b.length; j += 1)
      next.push(
        Math.min(
          (row[j + 1] ?? 0) + 1,
          (next[j] ?? 0) + 1,
          (row[j] ?? 0) + (char === b[j] ? 0 : 1),
        ),
      );
    row = next;
  }
  return row[b.length] ?? 0;
}
