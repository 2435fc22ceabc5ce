import * as z from 'zod';

const box = z
  .tuple([z.number(), z.number(), z.number(), z.number()])
  .readonly()
  .describe('[x1, y1, x2, y2] in source pixels; x2 and y2 exclusive');
const frame = z
  .object({ figure: z.string(), box, scale: z.number() })
  .describe('which region of which figure an image shows, and at what scale');

const image = z.object({
  name: z.string(),
  path: z.string().describe('PNG file; empty when the run was not recorded'),
  width: z.number().int(),
  height: z.number().int(),
  title: z.string().exactOptional(),
  frame: frame.exactOptional(),
  gain: z
    .object({
      magnification: z.number().exactOptional(),
      overlap: z.number().exactOptional(),
      share: z.number().exactOptional(),
      blank: z.boolean(),
      duplicateOf: z.string().exactOptional(),
      new: z.boolean(),
      reason: z.string(),
    })
    .describe('how much the image can have added; the measure is Figscope’s own'),
});

const observation = z.object({
  stdout: z.string(),
  stderr: z.string().exactOptional(),
  value: z.string().exactOptional(),
  error: z
    .object({
      type: z.string(),
      message: z.string(),
      line: z.number().exactOptional(),
      source: z.string().exactOptional(),
    })
    .exactOptional(),
  images: z.array(image).readonly(),
  notes: z.array(z.string()).readonly().exactOptional(),
  durationMs: z.number(),
});

const usage = z
  .object({
    promptTokens: z.number().int().exactOptional(),
    cachedTokens: z.number().int().exactOptional(),
    completionTokens: z.number().int().exactOptional(),
    loadMs: z.number().exactOptional().describe('a model on this machine was loaded'),
    visionMs: z.number().exactOptional().describe('images to features'),
    prefillMs: z.number().exactOptional().describe('the prompt, up to the first token written'),
    decodeMs: z.number().exactOptional().describe('the further tokens'),
  })
  .describe('tokens, and milliseconds, as far as the model tells them');
const value = z.union([z.number(), z.string()]);

const turn = z.object({
  turn: z.number().int(),
  thought: z.string(),
  retry: z.string().exactOptional().describe('why the reply was asked for once more: it broke off'),
  code: z.string().exactOptional(),
  usage: usage.exactOptional(),
  repairs: z.array(z.string()).readonly().exactOptional(),
  observation: observation.exactOptional(),
  reruns: z
    .array(z.object({ code: z.string(), observation: observation.exactOptional() }))
    .readonly()
    .exactOptional()
    .describe('the cell as a person changed it and ran it again at its place'),
  outdated: z
    .literal(true)
    .exactOptional()
    .describe('a cell before this one was changed and run again afterwards'),
});

/** The object that `--json` prints. Fields may be added within a schema version, never changed or taken away. */
export const runResult = z.object({
  schema: z.literal('figscope.run/1'),
  run: z.string(),
  question: z.string(),
  answer: z.string().describe('Markdown; empty when the run failed'),
  answered: z
    .boolean()
    .describe('false: the question was not answered; the answer or failure says why'),
  value: value.exactOptional(),
  unit: z.string().exactOptional(),
  uncertainty: z.string().exactOptional(),
  evidence: z
    .array(
      z.object({
        text: z.string(),
        image: z.string().exactOptional(),
        frame: frame.exactOptional(),
      }),
    )
    .readonly(),
  unbacked: z
    .string()
    .exactOptional()
    .describe('why the answer is not backed by any observation, although it claims to be'),
  gainCheck: z
    .object({
      effect: z.enum(['changed', 'same', 'unclear']),
      text: z.string(),
      withheld: z.array(z.string()).readonly(),
      without: z.object({
        text: z.string(),
        answered: z.boolean(),
        value: value.exactOptional(),
        unit: z.string().exactOptional(),
      }),
    })
    .exactOptional()
    .describe('the question asked once more with the images of the cells withheld, one sample'),
  usage: usage.exactOptional(),
  answerOutdated: z
    .literal(true)
    .exactOptional()
    .describe('a cell before the answer was changed and run again afterwards'),
  failure: z.object({ kind: z.string(), message: z.string() }).exactOptional(),
  model: z.object({ id: z.string(), label: z.string(), profile: z.string() }),
  mode: z.enum(['auto', 'reasoning', 'images']),
  region: box.exactOptional(),
  regionFigure: z.string().exactOptional().describe('the figure that the region is on'),
  figures: z
    .array(
      z.object({
        id: z.string(),
        name: z.string(),
        path: z.string().exactOptional(),
        sha256: z.string().exactOptional().describe('of the file, in hex'),
        width: z.number().int(),
        height: z.number().int(),
        page: z.number().int().exactOptional(),
      }),
    )
    .readonly(),
  turns: z.array(turn).readonly(),
  notices: z.array(z.object({ level: z.enum(['info', 'warning']), text: z.string() })).readonly(),
  timings: z.object({
    totalMs: z.number().describe('from the question to the last event'),
    cellsMs: z.number().describe('Python cells alone'),
  }),
  earlier: z
    .array(z.object({ question: z.string(), answer: z.string(), answered: z.boolean() }))
    .readonly()
    .describe('questions of the same run before this one'),
});
export type RunResult = z.infer<typeof runResult>;
