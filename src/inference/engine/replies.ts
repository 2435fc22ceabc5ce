import { InferenceError } from '../errors.ts';
import type { ModelFolder } from '../folder/modelFolder.ts';
import type { GenerateEnd, GenerateItem, GenerateParams } from '../protocol.ts';
import { resolveSampling, Sampler } from '../sampling/index.ts';
import { closeThought, PromptEncoder, TextStream } from '../text/index.ts';
import type { ChatTemplate, EncodedPrompt, RenderedPrompt, Tokenizer } from '../text/index.ts';
import type { ImageReader, KnownImage } from './imageReader.ts';
import { CHUNK_TOKENS } from './openModel.ts';
import type { ReadResult, SequenceReader } from './sequenceReader.ts';
import type { PromptImage, TokenSequence } from './tokenSequence.ts';

export interface ReplyParts {
  readonly model: Pick<ModelFolder, 'imageToken' | 'endTokens' | 'sampling'>;
  readonly tokenizer: Tokenizer;
  readonly template: ChatTemplate;
  readonly reader: SequenceReader;
  readonly images: ImageReader;
  /** Tokens of a conversation, replies included. */
  readonly contextTokens: number;
}

/** A prompt that the model can be given. */
interface Prompt extends TokenSequence {
  readonly rendered: RenderedPrompt;
  /** Lengths that the next prompt may go back to. */
  readonly marks: readonly number[];
  readonly known: ReadonlyMap<string, KnownImage>;
}

/** Room for a reply without which a prompt is not begun. */
const LEAST_REPLY = 16;

/** The replies of a model to one conversation after another. */
export class Replies {
  readonly #parts: ReplyParts;
  readonly #encoder: PromptEncoder;
  /** A drawn one would be taken for an image that is not there. */
  readonly #placeholders: readonly number[];
  readonly #turnToken: number | undefined;

  constructor(parts: ReplyParts) {
    this.#parts = parts;
    this.#encoder = new PromptEncoder(parts.tokenizer, parts.model.imageToken);
    this.#placeholders = [parts.model.imageToken, parts.tokenizer.idOf('<|video_pad|>')].filter(
      (id) => id !== undefined,
    );
    this.#turnToken = parts.tokenizer.idOf('<|im_start|>');
  }

  /** One reply, as it is made. @throws InferenceError; the signal's reason when cancelled */
  async *generate(
    params: GenerateParams,
    signal: AbortSignal,
  ): AsyncGenerator<GenerateItem, void, undefined> {
    const sampling = resolveSampling(params.sampling, this.#parts.model.sampling);
    const prompt = this.#prompt(params);
    const { rendered, tokens } = prompt;
    const stream = new TextStream(this.#parts.tokenizer, {
      stop: params.stop,
      thoughtOpen: rendered.thoughtOpen,
    });
    const sampler = new Sampler(sampling, { suppress: this.#placeholders });
    sampler.reset(tokens);
    try {
      const begin = performance.now();
      const { logits, cached } = yield* this.#read(prompt, signal);
      const visionMs = this.#parts.images.takeTime();
      const first = performance.now();
      if (rendered.opening !== '') yield { type: 'text', text: rendered.opening };
      const reason = yield* this.#write({ params, stream, sampler, signal, logits, tokens });
      const rest = stream.finish();
      if (rest !== '') yield { type: 'text', text: rest };
      yield {
        type: 'end',
        reason,
        promptTokens: tokens.length,
        cachedTokens: cached,
        completionTokens: stream.tokens.length,
        thoughtTokens: stream.thought.tokens,
        timings: {
          visionMs,
          prefillMs: first - begin - visionMs,
          decodeMs: performance.now() - first,
        },
      };
    } catch (error) {
      // What a step that failed left in the cache is not known.
      if (error instanceof InferenceError && error.kind === 'device') this.clear();
      throw error;
    } finally {
      // Also of a reply that was cancelled: the next prompt may have it.
      if (stream.tokens.length > 0) this.#encoder.replied(stream);
      this.#parts.reader.mark();
    }
  }

  /** Forgets the conversation. */
  clear(): void {
    this.#parts.reader.clear();
    this.#encoder.clear();
  }

  /** Messages to tokens and images. */
  #prompt({ messages, tools, thinking }: GenerateParams): Prompt {
    const { template, images, model, contextTokens } = this.#parts;
    const rendered = template.render(messages, { tools, thinking, imageToken: model.imageToken });
    const looked = rendered.images.map((part) => images.look(part));
    const encoded = this.#encoder.encode(
      rendered,
      looked.map(({ key, tokens }) => ({ key, count: tokens })),
    );
    const { length } = encoded.tokens;
    if (length + LEAST_REPLY > contextTokens)
      throw new InferenceError(
        'context',
        `The conversation has ${length} tokens, and the context of this model is ${contextTokens} here. Ask a new question, use fewer or smaller images, or give the model more context (contextTokens, where memory allows).`,
      );
    images.keepOnly(new Set(looked.map(({ key }) => key)));
    return {
      rendered,
      tokens: encoded.tokens,
      images: placed(encoded, looked),
      marks: this.#marks(encoded.tokens),
      known: new Map(looked.map((image) => [image.key, image])),
    };
  }

  /** Templates rewrite what stands behind the last opening of a turn (thoughts are left out later), and nothing before it. */
  #marks(tokens: readonly number[]): readonly number[] {
    const turn = this.#turnToken === undefined ? -1 : tokens.lastIndexOf(this.#turnToken);
    return turn > 0 ? [turn, tokens.length] : [tokens.length];
  }

  async *#read(
    prompt: Prompt,
    signal: AbortSignal,
  ): AsyncGenerator<GenerateItem, ReadResult, undefined> {
    const { reader, images } = this.#parts;
    const reading = reader.read(prompt, {
      signal,
      chunk: CHUNK_TOKENS,
      marks: prompt.marks,
      features: (image) => {
        const known = prompt.known.get(image.key);
        if (!known) throw new TypeError('An image of the prompt is not known.');
        return images.features(known);
      },
    });
    for (;;) {
      const { done: over, value } = await reading.next();
      if (over) return value;
      yield { type: 'prefill', total: prompt.tokens.length, ...value };
    }
  }

  async *#write({
    params,
    stream,
    sampler,
    signal,
    logits: first,
    tokens,
  }: Writing): AsyncGenerator<GenerateItem, GenerateEnd['reason'], undefined> {
    const { reader, model, tokenizer, contextTokens } = this.#parts;
    const most = Math.min(params.maxTokens ?? Infinity, contextTokens - tokens.length);
    const ends = [...model.endTokens, ...(params.stopTokens ?? [])];
    const forced: number[] = [];
    let logits = first;
    for (;;) {
      signal.throwIfAborted();
      const token = forced.shift() ?? sampler.next(logits);
      if (ends.includes(token)) return 'stop';
      sampler.accept(token);
      const { text, stopped } = stream.push(token);
      if (text !== '') yield { type: 'text', text };
      if (stopped) return 'stop';
      if (stream.tokens.length >= most) return 'length';
      if (forced.length === 0 && stream.thoughtSpent(params.thinkingBudget))
        forced.push(...closeThought(tokenizer, stream.text));
      logits = await reader.append(token);
    }
  }
}

interface Writing {
  readonly params: GenerateParams;
  readonly stream: TextStream;
  readonly sampler: Sampler;
  readonly signal: AbortSignal;
  readonly logits: Awaited<ReturnType<SequenceReader['append']>>;
  readonly tokens: readonly number[];
}

/** Where the images are, with the grids that positions are made of. */
function placed({ images }: EncodedPrompt, looked: readonly KnownImage[]): readonly PromptImage[] {
  return images.map((image, index) => {
    const { rows = 1, columns = image.count } = looked[index] ?? {};
    return { ...image, rows, columns };
  });
}
