import * as z from 'zod';
import { profileFileSchema } from '../../reasoning/profiles/profileFile.ts';
import { modelEntry } from './entry.ts';

const modelsFileSchema = z.strictObject({
  $schema: z.string().exactOptional(),
  models: z.array(modelEntry).exactOptional().describe('models on OpenAI-compatible servers'),
  profiles: z
    .array(
      z.union([
        z.string().min(1).describe('path of a profile file, relative to this file'),
        profileFileSchema,
      ]),
    )
    .exactOptional()
    .describe('profiles beside the built-in ones; one of the same id replaces it'),
});

/** JSON schemas for editors, by the name of their file. Draft 7: editors know it best. */
export function editorSchemas(): Readonly<Record<string, object>> {
  return {
    'models.schema.json': {
      title: 'Figscope models',
      ...editorSchema(modelsFileSchema),
    },
    'profile.schema.json': {
      title: 'Figscope profile',
      ...editorSchema(profileFileSchema),
    },
  };
}

function editorSchema(schema: z.ZodType): object {
  return z.toJSONSchema(schema, {
    target: 'draft-7',
    io: 'input',
    override: ({ jsonSchema }) => {
      // zod's bounds of whole numbers: true, and of no use to a reader.
      if (jsonSchema.maximum === Number.MAX_SAFE_INTEGER) delete jsonSchema.maximum;
      if (jsonSchema.minimum === Number.MIN_SAFE_INTEGER) delete jsonSchema.minimum;
    },
  });
}
