import * as z from 'zod';
import { TOOL, type ToolName } from './ids.ts';

const figure = z
  .string()
  .min(1)
  .describe('Path of the figure, relative to the workspace folder or absolute, or its file URI.');

const figures = z
  .array(figure)
  .min(1)
  .max(16)
  .describe(
    'The figures (PNG, JPEG, TIFF, WebP, GIF or BMP). In Python they are image_1, image_2…',
  );

const coordinate = z.number().min(0);

/** What the tools take. package.json has the same as JSON schemas. */
export const INPUT = {
  [TOOL.inspect]: z.strictObject({
    figure,
    page: z.int().min(1).max(100_000).optional().describe('Page of a TIFF with several, from 1.'),
  }),
  [TOOL.runPython]: z.strictObject({
    figures,
    code: z
      .string()
      .min(1)
      .max(100_000)
      .describe(
        'The Python code. Print what you want to read, and call figkit.show(image) for what you want to see.',
      ),
  }),
  [TOOL.ask]: z.strictObject({
    figures,
    question: z.string().min(1).max(10_000).describe('The question, in a sentence.'),
    region: z
      .array(coordinate)
      .length(4)
      .optional()
      .describe(
        'The part of the first figure that the question is about: [x1, y1, x2, y2] in its pixels, from its upper left corner.',
      ),
    mode: z
      .enum(['auto', 'reasoning', 'images'])
      .optional()
      .describe(
        'How the model should work: auto lets it choose, reasoning without images of its own, images by looking closer.',
      ),
  }),
} as const;

export type InspectInput = z.infer<(typeof INPUT)[typeof TOOL.inspect]>;
export type RunPythonInput = z.infer<(typeof INPUT)[typeof TOOL.runPython]>;
export type AskInput = z.infer<(typeof INPUT)[typeof TOOL.ask]>;

/**
 * Checks what a model wrote.
 * @throws Error that tells the model what was wrong and what the tool takes
 */
export function readInput<N extends ToolName>(name: N, input: unknown): z.infer<(typeof INPUT)[N]> {
  const schema = INPUT[name];
  const read = schema.safeParse(input);
  if (read.success) return read.data as z.infer<(typeof INPUT)[N]>;
  const fields = Object.keys(schema.shape).join(', ');
  const wrong = read.error.issues.map((issue) =>
    issue.code === 'unrecognized_keys'
      ? `there is no field ${issue.keys.map((key) => JSON.stringify(key)).join(', ')}`
      : `${issue.path.length > 0 ? issue.path.join('.') : 'the input'}: ${issue.message}`,
  );
  throw new Error(
    `The input of ${name} is not right: ${wrong.join('; ')}. Its fields are ${fields}. Correct it and call again.`,
  );
}
