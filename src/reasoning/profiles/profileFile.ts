import * as z from 'zod';
import { isSection } from '../prompt/sections.ts';
import { defineProfile, IMAGE_CONVENTIONS, type Profile, type ProfileSpec } from './profile.ts';

const tag = z.string().min(1).max(200);
const pair = z.strictObject({ open: tag, close: tag });
const text = (description: string) => z.string().max(100_000).describe(description);

const tags = z.strictObject({ thought: pair, code: pair, answer: pair });
const observation = z.strictObject({
  role: z.enum(['user', 'tool']),
  open: z.string().max(200),
  close: z.string().max(200),
  images: z
    .enum(['same', 'userMessage'])
    .describe(
      'where images of an observation go: into the same message, or a user message after it',
    ),
  template: text(
    'the message in the words of the model’s own format: {{stdout}}, {{stderr}}, {{images}}, {{facts}}',
  ).exactOptional(),
});

/** Every field of a profile but its name. */
const fields = {
  label: z.string().min(1).max(100).describe('for people'),
  tags: tags.describe('what the prompt asks for and what is written back; reading is lenient'),
  calls: z.enum(['text', 'tool']).describe('code between tags, or native function calling'),
  plainAnswer: z.boolean().describe('does a reply without tags and code count as the answer?'),
  stop: z.array(tag).max(16).readonly().describe('strings that end a turn'),
  observation,
  imageOrder: z
    .enum(['first', 'inline'])
    .describe('images before the text, or where it names them'),
  imageTags: pair.describe('text around each image, with {{number}} and {{name}}'),
  imageConvention: z.enum(IMAGE_CONVENTIONS).describe('variables and paths that code finds'),
  keepThoughts: z.boolean().describe('are earlier thoughts sent back?'),
  routed: z.boolean().describe('is the model told to choose a route first?'),
  systemPrompt: text(
    'with {{figures}}, {{variables}}, {{packages}}, {{figkit}}, {{limits}}, {{format}}, {{answer}}, {{sight}}',
  ),
};

/**
 * A profile as a JSON file. With `extends`, fields that are absent are those of the profile that it names; `tags` and `observation`
 * are given whole.
 */
export const profileFileSchema = z.strictObject({
  $schema: z.string().exactOptional(),
  id: z
    .string()
    .regex(/^[a-z0-9][a-z0-9._-]{0,63}$/u)
    .describe('its name; that of a built-in profile replaces it'),
  extends: z.string().exactOptional().describe('id of the profile to start from'),
  ...partial(fields),
});

type Optional<T extends z.ZodRawShape> = { [K in keyof T]: z.ZodExactOptional<T[K]> };
function partial<T extends z.ZodRawShape>(shape: T): Optional<T> {
  return Object.fromEntries(
    Object.entries(shape).map(([name, field]) => [name, z.exactOptional(field)]),
  ) as Optional<T>;
}

/**
 * A profile from what a JSON file holds.
 * @param known profiles that `extends` may name
 * @throws Error with a sentence that says what is wrong, and where
 */
export function readProfile(json: unknown, known: ReadonlyMap<string, Profile>): Profile {
  const read = profileFileSchema.safeParse(json);
  if (!read.success) throw new Error(`The profile is not right: ${wordsOf(read.error)}`);
  const { $schema: _, extends: base, id, ...own } = read.data;
  const parent = base === undefined ? undefined : known.get(base);
  if (base !== undefined && !parent)
    throw new Error(
      `Profile "${id}" extends "${base}", which does not exist. There are: ${[...known.keys()].join(', ')}.`,
    );
  const missing = REQUIRED.filter((name) => own[name] === undefined);
  if (!parent && missing.length)
    throw new Error(
      `Profile "${id}" lacks ${missing.join(', ')}. Add them, or start from another profile with "extends".`,
    );
  checkTemplate(id, own.observation);
  return defineProfile({ ...parent?.spec, ...own, id } as ProfileSpec);
}

const REQUIRED = (Object.keys(fields) as (keyof typeof fields)[]).filter(
  (name) => name !== 'imageTags',
);

const OBSERVED = new Set(['stdout', 'stderr', 'images', 'facts']);

function checkTemplate(id: string, observed: z.infer<typeof observation> | undefined): void {
  const template = observed?.template;
  if (template === undefined) return;
  for (const [, name = ''] of template.matchAll(/\{\{(\w+)\}\}/gu))
    if (!OBSERVED.has(name))
      throw new Error(
        `Profile "${id}": the observation's template has an unknown part {{${name}}}${isSection(name) ? ', which belongs into the system prompt' : ''}. There are: ${[...OBSERVED].join(', ')}.`,
      );
  if (observed?.images === 'same' && !template.includes('{{images}}'))
    throw new Error(
      `Profile "${id}": the observation's template has no {{images}}: images would be lost.`,
    );
}

function wordsOf({ issues }: z.ZodError): string {
  return issues
    .slice(0, 3)
    .map(({ path, message }) => `${path.length ? `${path.join('.')}: ` : ''}${message}`)
    .join('; ');
}
