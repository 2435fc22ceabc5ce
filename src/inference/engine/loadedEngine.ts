import { readModelFolder } from '../folder/modelFolder.ts';
import { readPatchConfig } from '../image/index.ts';
import type {
  Device,
  GenerateItem,
  GenerateParams,
  LoadedModel,
  LoadParams,
  LoadStep,
} from '../protocol.ts';
import { ChatTemplate, Tokenizer } from '../text/index.ts';
import { ImageReader } from './imageReader.ts';
import { openModel, type OpenedModel } from './openModel.ts';
import { Replies } from './replies.ts';
import { replyOrMove } from './replyOrMove.ts';
import { SequenceReader } from './sequenceReader.ts';

/** Whatever a preprocessor_config.json allows: 16 megapixels would be 16,000 tokens and 400 MB of numbers. */
const MOST_PIXELS = 4 * 1024 * 1024;

/** A model that is ready to reply. */
export class LoadedEngine {
  readonly params: LoadParams;
  readonly #onStep: (step: LoadStep) => void;
  #loaded: Loaded;

  private constructor(params: LoadParams, onStep: (step: LoadStep) => void, loaded: Loaded) {
    this.params = params;
    this.#onStep = onStep;
    this.#loaded = loaded;
  }

  /** @throws InferenceError that says what is wrong with the folder, the memory or the providers */
  static async open(
    params: LoadParams,
    onStep: (step: LoadStep) => void,
    options: { readonly measureAll?: boolean } = {},
  ): Promise<LoadedEngine> {
    return new LoadedEngine(params, onStep, await load(params, onStep, options));
  }

  get info(): LoadedModel {
    return this.#loaded.info;
  }

  /** One reply. A provider that fails before its first word is left for another one. @throws InferenceError */
  generate(
    params: GenerateParams,
    signal: AbortSignal,
  ): AsyncGenerator<GenerateItem, void, undefined> {
    return replyOrMove({
      reply: () => this.#loaded.replies.generate(params, signal),
      canMove: this.info.device !== 'cpu',
      move: () => this.#moveFrom(this.info.device),
    });
  }

  release(): Promise<void> {
    return this.#loaded.opened.parts.release();
  }

  async #moveFrom(device: Device): Promise<string> {
    await this.release();
    const { measured: _, ...params } = this.params;
    const avoid = [...(params.avoid ?? []), device];
    this.#loaded = await load({ ...params, device: 'auto', avoid }, this.#onStep);
    return `The model was moved from ${device} to ${this.info.device}`;
  }
}

interface Loaded {
  readonly info: LoadedModel;
  readonly opened: OpenedModel;
  readonly replies: Replies;
}

async function load(
  params: LoadParams,
  onStep: (step: LoadStep) => void,
  options: { readonly measureAll?: boolean } = {},
): Promise<Loaded> {
  const begin = performance.now();
  // The small files first: a folder that lacks one is refused before gigabytes are read.
  const model = await readModelFolder(params.folder);
  const patches = readPatchConfig(model.preprocessor, { maxPixels: MOST_PIXELS });
  const tokenizer = await Tokenizer.read(params.folder);
  const template = await ChatTemplate.read(params.folder, tokenizer);
  const opened = await openModel(model, params, onStep, options);
  const { parts } = opened;
  const replies = new Replies({
    model,
    tokenizer,
    template,
    reader: new SequenceReader(parts.embedder, parts.decoder, model.hiddenSize),
    images: new ImageReader(parts.vision, patches),
    contextTokens: opened.contextTokens,
  });
  const info: LoadedModel = {
    architecture: model.architecture,
    device: parts.device,
    dtype: opened.weights.dtype,
    threads: opened.threads,
    contextTokens: opened.contextTokens,
    cache: parts.decoder.cache.kind,
    images: parts.vision !== undefined,
    pixelsPerToken: (patches.patchSize * patches.mergeSize) ** 2,
    thinking: template.thinking,
    loadMs: performance.now() - begin,
    memory: opened.memory,
    measured: opened.measured,
    notices: opened.notices,
  };
  return { info, opened, replies };
}
