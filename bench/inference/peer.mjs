// transformers.js 4.3.1 as an application would use it, in a process of its own: the whole conversation is computed again in each turn,
// because its reuse of the cache throws for Qwen-VL models. Started by peer.ts with the package's entry and the model's folder.
import { basename, dirname } from 'node:path';
import { pathToFileURL } from 'node:url';

const [entry = '', folder = ''] = process.argv.slice(2);
/** @type {any} */
const peer = await import(pathToFileURL(entry).href);
const { AutoModelForImageTextToText, AutoProcessor, RawImage, cat, env } = peer;
env.allowRemoteModels = false;
env.localModelPath = dirname(folder);
const name = basename(folder);
const processor = await AutoProcessor.from_pretrained(name);
const model = await AutoModelForImageTextToText.from_pretrained(name, {
  dtype: 'q4',
  device: 'cpu',
});

/** @type {{ role: string, content: object[] | string }[]} */
let messages = [];
/** Patches of the images so far: they are made once each, which is more than an application gets from the library. @type {any[]} */
let seen = [];

/** Images go through the processor one by one: two at once spoil each other in 4.3.1. @param {Uint8Array<ArrayBuffer>} png */
async function patches(png) {
  const image = await RawImage.fromBlob(new Blob([png], { type: 'image/png' }));
  return processor.image_processor(image);
}

/** What the processor does to the text, for several images. @param {string} text */
function expand(text) {
  const merge = processor.image_processor.config.merge_size ** 2;
  let at = 0;
  return text.replaceAll('<|image_pad|>', (pad) => {
    const [t, h, w] = seen[at++].image_grid_thw.tolist()[0].map(Number);
    return pad.repeat((t * h * w) / merge);
  });
}

/** @param {{ images: Uint8Array<ArrayBuffer>[], text: string, newTokens: number }} user */
async function turn({ images, text, newTokens }) {
  messages.push({
    role: 'user',
    content: [...images.map(() => ({ type: 'image' })), { type: 'text', text }],
  });
  const started = performance.now();
  for (const png of images) seen.push(await patches(png));
  const prompt = processor.apply_chat_template(messages, {
    add_generation_prompt: true,
    tokenize: false,
  });
  const inputs = processor.tokenizer(expand(prompt), { add_special_tokens: false });
  /** @type {number[]} */
  const times = [];
  const streamer = { put: () => times.push(performance.now()), end: () => undefined };
  const output = await model.generate({
    ...inputs,
    pixel_values: cat(seen.map((one) => one.pixel_values)),
    image_grid_thw: cat(seen.map((one) => one.image_grid_thw)),
    max_new_tokens: newTokens,
    do_sample: false,
    streamer,
  });
  const promptTokens = inputs.input_ids.dims[1];
  const made = output.slice(null, [promptTokens, null]);
  // The streamer is told of the prompt first, then of each token.
  const first = times[1] ?? NaN;
  return {
    reply: processor.batch_decode(made, { skip_special_tokens: false })[0],
    tokens: made.dims[1],
    firstTokenMs: first - started,
    decodeMs: (times.at(-1) ?? NaN) - first,
    promptTokens,
    cachedTokens: 0,
  };
}

process.on('message', (/** @type {any} */ { kind, value }) => {
  if (kind === 'start') {
    messages = [{ role: 'system', content: value }];
    seen = [];
    process.send?.({ result: null });
  } else if (kind === 'said') {
    messages.push({ role: 'assistant', content: [{ type: 'text', text: value }] });
    process.send?.({ result: null });
  } else
    turn(value).then(
      (result) => process.send?.({ result }),
      (error) => process.send?.({ error: String(error?.stack ?? error) }),
    );
});
process.send?.({ result: 'ready' });
