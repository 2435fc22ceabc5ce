import * as z from 'zod';

/** A number a server takes, with the field's usual bounds. */
const fraction = z.number().min(0).max(1);
const positive = z.number().int().positive();

export const sampling = z.strictObject({
  temperature: z.number().min(0).max(2).exactOptional(),
  topP: fraction.exactOptional(),
  topK: z.number().int().min(0).exactOptional(),
  minP: fraction.exactOptional(),
  presencePenalty: z.number().min(-2).max(2).exactOptional(),
  frequencyPenalty: z.number().min(-2).max(2).exactOptional(),
  repetitionPenalty: z.number().positive().max(2).exactOptional(),
  seed: z.number().int().exactOptional(),
  maxTokens: positive.describe('of one reply, thinking included').exactOptional(),
});
export type Sampling = z.infer<typeof sampling>;

const limits = z.strictObject({
  images: positive.describe('images of cells that go to the model in a run').exactOptional(),
  maxImagePixels: positive.describe('pixels of one image at most').exactOptional(),
  contextTokens: positive
    .describe('context length of the server, where it does not tell')
    .exactOptional(),
  idleSeconds: positive.describe('silence after which the server is given up').exactOptional(),
});

/** A model on an OpenAI-compatible server, as `figscope.models.json` and the setting `figscope.models` describe it. */
export const modelEntry = z.strictObject({
  name: z
    .string()
    .regex(/^[A-Za-z0-9][\w.-]{0,63}$/)
    .describe('what --model and the pickers call it: letters, digits, . _ and -, 64 at most'),
  url: z
    .url({ protocol: /^https?$/ })
    .describe('base address up to and with /v1, for example http://127.0.0.1:8000/v1'),
  model: z.string().min(1).describe('the id that the server gives the model'),
  label: z.string().min(1).exactOptional().describe('for people'),
  profile: z
    .string()
    .exactOptional()
    .describe('how its turns are written; chosen by the model id when absent'),
  images: z.boolean().exactOptional().describe('false for a model that takes text only'),
  keyEnv: z
    .string()
    .regex(/^[A-Za-z_]\w*$/)
    .exactOptional()
    .describe(
      'environment variable that holds the key; in the file of a project its name begins with FIGSCOPE_',
    ),
  sampling: sampling
    .exactOptional()
    .describe('how replies are drawn; what is absent is up to the server'),
  limits: limits
    .exactOptional()
    .describe('of this model; where the settings have a lower one, that counts'),
  thinking: z
    .boolean()
    .exactOptional()
    .describe('sent as chat_template_kwargs.enable_thinking, for models that can be told'),
  stop: z
    .enum(['client', 'server'])
    .exactOptional()
    .describe('server: stop strings are sent; they would end a reply inside its thinking too'),
  headers: z.record(z.string(), z.string()).exactOptional().describe('further HTTP headers'),
  body: z
    .record(z.string(), z.json())
    .exactOptional()
    .describe('further fields of the request, for what this server alone knows'),
});
export type ModelEntry = z.infer<typeof modelEntry>;
