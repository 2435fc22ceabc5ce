import * as z from 'zod';
import { RECORD_VERSION } from './run.ts';

/** Stored events are run events with image file names in place of PNG bytes. Unknown fields are dropped when reading. */

const text = z.string();
const count = z.number().int().nonnegative();
const duration = z.number().nonnegative();
const box = z.tuple([z.number(), z.number(), z.number(), z.number()]).readonly();
const frame = z.object({ figure: text, box, scale: z.number().positive() });

/** Only a plain name: a record that somebody sends must not make us read other files. */
const imageFile = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,120}\.png$/);

const shownImage = z.object({
  file: imageFile,
  width: count,
  height: count,
  title: text.exactOptional(),
  frame: frame.exactOptional(),
  stats: z.object({ dhash: text, spread: z.number() }),
});

const gain = z.object({
  magnification: z.number().exactOptional(),
  overlap: z.number().exactOptional(),
  share: z.number().exactOptional(),
  blank: z.boolean(),
  duplicateOf: text.exactOptional(),
  new: z.boolean(),
  reason: text,
});

const observedImage = shownImage.extend({ name: text, gain });

const base = { run: text, turn: count, time: text };
const rerun = { rerun: count.exactOptional() };

const usage = z.object({
  promptTokens: count.exactOptional(),
  cachedTokens: count.exactOptional(),
  completionTokens: count.exactOptional(),
  loadMs: duration.exactOptional(),
  visionMs: duration.exactOptional(),
  prefillMs: duration.exactOptional(),
  decodeMs: duration.exactOptional(),
});

const value = z.union([z.number(), text]);

const started = z.object({
  type: z.literal('started'),
  ...base,
  question: text,
  region: box.exactOptional(),
  regionFigure: text.exactOptional(),
  mode: z.enum(['auto', 'reasoning', 'images']),
  model: z.object({ id: text, label: text, profile: text }),
  figures: z
    .array(
      z.object({
        id: text,
        name: text,
        path: text.exactOptional(),
        sha256: text.exactOptional(),
        width: count,
        height: count,
        page: count.exactOptional(),
        preview: shownImage,
      }),
    )
    .readonly(),
  followUp: z.boolean(),
});

const observation = z.object({
  type: z.literal('observation'),
  ...base,
  ...rerun,
  stdout: text,
  stderr: text,
  value: text.exactOptional(),
  error: z
    .object({
      type: text,
      message: text,
      line: z.number().exactOptional(),
      source: text.exactOptional(),
    })
    .exactOptional(),
  images: z.array(observedImage).readonly(),
  notes: z.array(text).readonly(),
  stateLost: z.boolean(),
  durationMs: z.number(),
});

const answer = z.object({
  type: z.literal('answer'),
  ...base,
  text,
  answered: z.boolean(),
  value: value.exactOptional(),
  unit: text.exactOptional(),
  uncertainty: text.exactOptional(),
  evidence: z
    .array(z.object({ text, image: text.exactOptional(), frame: frame.exactOptional() }))
    .readonly(),
  unbacked: text.exactOptional(),
  durationMs: z.number(),
  usage: usage.exactOptional(),
});

const gainChecked = z.object({
  type: z.literal('gainChecked'),
  ...base,
  withheld: z.array(text).readonly(),
  effect: z.enum(['changed', 'same', 'unclear']),
  text,
  without: z.object({
    text,
    answered: z.boolean(),
    value: value.exactOptional(),
    unit: text.exactOptional(),
  }),
  durationMs: z.number(),
});

/** One line of `run.jsonl` after the header. */
export const storedEvent = z.discriminatedUnion('type', [
  started,
  z.object({ type: z.literal('thoughtDelta'), ...base, text }),
  z.object({ type: z.literal('retry'), ...base, text }),
  z.object({
    type: z.literal('code'),
    ...base,
    ...rerun,
    code: text,
    original: text.exactOptional(),
    repairs: z.array(text).readonly(),
    usage: usage.exactOptional(),
  }),
  observation,
  answer,
  gainChecked,
  z.object({ type: z.literal('notice'), ...base, level: z.enum(['info', 'warning']), text }),
  z.object({
    type: z.literal('failed'),
    ...base,
    ...rerun,
    kind: z.enum(['cancelled', 'turnLimit', 'modelError', 'sandboxError', 'figureError']),
    message: text,
  }),
]);
export type StoredEvent = z.infer<typeof storedEvent>;
export type StoredImage = z.infer<typeof shownImage>;

/** The first line of `run.jsonl`. */
export const storedHeader = z.object({
  record: z.literal(RECORD_VERSION),
  run: text,
  created: text,
  figscope: text,
  command: z.array(text).readonly().exactOptional(),
});
