import * as z from 'zod';
import { DTYPES } from '../../inference/protocol.ts';
import { COMMIT, isModelName, isSafePath, REPOSITORY } from './names.ts';

const bytes = z.number().int().nonnegative();
const positive = z.number().int().positive();
export const sha256 = z.string().regex(/^[0-9a-f]{64}$/u);
export const safePath = z.string().refine(isSafePath, 'not a path inside a model’s folder');

export const dtype = z.enum(DTYPES);

export const catalogFile = z.strictObject({
  path: safePath,
  bytes: bytes.describe('as published'),
  sha256: sha256.exactOptional().describe('of the content, as published'),
});
export type CatalogFile = z.infer<typeof catalogFile>;

const forms = z.partialRecord(dtype, z.array(catalogFile).min(1));

/** A model that Figscope knows. What is not known is left out: the hub then tells it. */
export const catalogEntry = z.strictObject({
  name: z.string().refine(isModelName).describe('what `figscope models pull` calls it'),
  label: z.string().min(1),
  repository: z.string().regex(REPOSITORY).describe('owner/name on the hub'),
  revision: z.string().regex(COMMIT).exactOptional().describe('commit that the facts hold for'),
  licence: z.strictObject({
    id: z.string().min(1).describe('as the hub names it'),
    note: z.string().exactOptional().describe('where it is stated'),
    url: z.url({ protocol: /^https$/u }),
  }),
  goodAt: z.string().min(1),
  warnings: z.array(z.string().min(1)),
  dtype: dtype.describe('form of weights that is taken when none is asked for'),
  profile: z.string().exactOptional().describe('id of the profile that its turns are read with'),
  cache: z
    .strictObject({
      layers: positive.describe('with a cache that grows: without those of linear attention'),
      heads: positive.describe('of keys and values'),
      headSize: positive,
    })
    .exactOptional()
    .describe('from its config.json; gives the memory that a token of the conversation takes'),
  common: z.array(catalogFile).exactOptional().describe('files beside the weights'),
  weights: z
    .strictObject({ embed_tokens: forms, vision_encoder: forms, decoder_model_merged: forms })
    .exactOptional(),
});
export type CatalogEntry = z.infer<typeof catalogEntry>;

export const catalogSchema = z.strictObject({
  $schema: z.string().exactOptional(),
  schema: z.literal('figscope.catalog/1'),
  models: z.array(catalogEntry),
});
