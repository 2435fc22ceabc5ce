import * as z from 'zod';

/** Shapes of what the page sends. The page is ours, but what it shows is not: nothing it says is taken for granted. */

const MAX_TEXT = 1_000_000;
const text = z.string().max(MAX_TEXT);
const name = z.string().min(1).max(1000);
const coordinate = z.number().finite();
const region = z.object({
  figure: name,
  box: z.tuple([coordinate, coordinate, coordinate, coordinate]).readonly(),
});
const bytes = z.custom<Uint8Array>((value) => value instanceof Uint8Array);

export const checks = {
  draft: z.object({ question: text, region: region.exactOptional() }),
  pageError: z.string().transform((value) => value.slice(0, 10_000)),
  figure: z.object({ figure: name }),
  file: z.object({ file: name }),
  item: z.object({ item: name }),
  ask: z.object({ question: text, region: region.exactOptional() }),
  rerun: z.object({ turn: z.number().int().positive(), code: text }),
  newQuestion: z.object({ keepFigures: z.boolean() }),
  uris: z.object({ uris: z.array(name).max(100).readonly() }),
  addBytes: z.object({ name, bytes }),
  page: z.object({ figure: name, page: z.number().int().positive() }),
  model: z.object({ model: name }),
  mode: z.object({ mode: z.enum(['auto', 'reasoning', 'images']) }),
  format: z.object({ format: z.enum(['html', 'markdown', 'notebook', 'json']) }),
  code: z.object({ code: text }),
  action: z.object({ action: name }),
  clipboard: z.union([z.null(), bytes]),
};
