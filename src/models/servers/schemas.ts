import * as z from 'zod';
import { PROFILES } from '../../reasoning/profiles/index.ts';
import { profileFileSchema } from '../../reasoning/profiles/profileFile.ts';
import { localEntry } from '../local/entry.ts';
import { catalogSchema } from '../catalog/entry.ts';
import { manifestSchema } from '../catalog/manifest.ts';
import { modelEntry } from './entry.ts';

/** What editors offer for the name of a profile; the file's own are allowed as well. */
const profiles = { examples: [...PROFILES.keys()] };
const entrySchema = modelEntry.extend({ profile: modelEntry.shape.profile.meta(profiles) });

const modelsFileSchema = z.strictObject({
  $schema: z.string().exactOptional(),
  models: z.array(entrySchema).exactOptional().describe('models on OpenAI-compatible servers'),
  local: z
    .array(localEntry.extend({ profile: localEntry.shape.profile.meta(profiles) }))
    .exactOptional()
    .describe('models on this machine, run by Figscope itself'),
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

const SNIPPET = {
  name: '${1:lab}',
  url: '${2:http://127.0.0.1:8000/v1}',
  model: '${3:s1-vl-32b}',
};

/** JSON schemas for editors, by the name of their file. Draft 7: editors know it best. */
export function editorSchemas(): Readonly<Record<string, object>> {
  return {
    'models.schema.json': {
      title: 'Figscope models',
      defaultSnippets: [{ label: 'A model on a server', body: { models: [SNIPPET] } }],
      ...editorSchema(modelsFileSchema),
    },
    'model-catalog.schema.json': {
      title: 'Figscope catalogue of models',
      ...editorSchema(catalogSchema),
    },
    'installed-model.schema.json': {
      title: 'Figscope model',
      description: 'figscope-model.json in the folder of an installed model',
      ...editorSchema(manifestSchema),
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
