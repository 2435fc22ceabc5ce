import * as z from 'zod';
import { DEVICES, DTYPES, type Part } from '../../inference/protocol.ts';
import { sampling } from '../servers/entry.ts';

const positive = z.number().int().positive();
const dtype = z.enum(DTYPES);

/** A model on this machine, as `figscope.models.json` and the setting `figscope.localModels` describe it. */
export const localEntry = z.strictObject({
  name: z
    .string()
    .regex(/^[A-Za-z0-9][\w.-]{0,63}$/)
    .describe('what --model local:NAME and the pickers call it: letters, digits, . _ and -'),
  folder: z
    .string()
    .min(1)
    .describe('folder with config.json, tokenizer.json and the ONNX files; relative to this file'),
  label: z.string().min(1).exactOptional().describe('for people'),
  profile: z
    .string()
    .exactOptional()
    .describe('how its turns are written; chosen by name and chat template when absent'),
  device: z
    .enum(['auto', ...DEVICES])
    .exactOptional()
    .describe('where it runs; auto, the default: the fastest that works, by measurement'),
  dtype: z
    .union([
      z.enum(['auto', ...DTYPES]),
      z.strictObject({
        embed_tokens: dtype.exactOptional(),
        vision_encoder: dtype.exactOptional(),
        decoder_model_merged: dtype.exactOptional(),
      } satisfies Record<Part, z.ZodType>),
    ])
    .exactOptional()
    .describe('which of the stored weights; auto, the default: the best for the device'),
  contextTokens: positive
    .exactOptional()
    .describe('tokens of a conversation at most; default: what the model and memory allow'),
  threads: positive.max(1024).exactOptional().describe('of the CPU; default: its physical cores'),
  sampling: sampling
    .omit({ maxTokens: true })
    .exactOptional()
    .describe('how replies are drawn; what is absent is taken from generation_config.json'),
  maxTokens: positive.exactOptional().describe('of one reply, thinking included'),
  thinking: z
    .boolean()
    .exactOptional()
    .describe('enable_thinking of the chat template, for models that can be told'),
  thinkingBudget: positive
    .exactOptional()
    .describe('tokens of a thought at most; then it is closed and the reply goes on'),
  limits: z
    .strictObject({
      images: positive.describe('images of cells that go to the model in a run').exactOptional(),
      maxImagePixels: positive
        .describe(
          'pixels of one image at most; default 524288, on a GPU that is named the settings’',
        )
        .exactOptional(),
    })
    .exactOptional()
    .describe('of this model; where the settings have a lower one, that counts'),
});
export type LocalEntry = z.infer<typeof localEntry>;
