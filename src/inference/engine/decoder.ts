import { InferenceError } from '../errors.ts';
import type { DecoderCache } from '../kv/decoderCache.ts';
import type { DecoderLayout } from '../sessions/decoderLayout.ts';
import {
  converted,
  floatArray,
  floatsOf,
  floatTensor,
  type FloatArray,
} from '../sessions/floats.ts';
import { firstLine, runtime, type Session, type Tensor } from '../sessions/runtime.ts';

/** What a step reads: `tokens` embeddings behind those that the cache has. */
export interface StepInput {
  readonly tokens: number;
  /** `[tokens, hidden]`. */
  readonly embeds: FloatArray;
  /** Rows of `position_ids` one after the other; their number is the layout's. */
  readonly positions: BigInt64Array;
  /** DeepStack features of the image tokens, zero elsewhere: one `[tokens, hidden]` per layer; absent where no image is read. */
  readonly deepStack?: readonly FloatArray[];
}

/** The decoder of a language model: embeddings in, the cache one step longer, logits out. */
export class Decoder {
  readonly cache: DecoderCache;
  readonly layout: DecoderLayout;
  readonly #session: Session;
  readonly #hidden: number;
  #ones = new BigInt64Array(0);

  constructor(session: Session, layout: DecoderLayout, cache: DecoderCache, hidden: number) {
    this.#session = session;
    this.layout = layout;
    this.cache = cache;
    this.#hidden = hidden;
  }

  /**
   * Reads tokens. Gives the logits behind the last of them, `[vocabulary]`, or nothing where they are not wanted.
   * @throws InferenceError `device` with the runtime's reason
   */
  async step(input: StepInput, wantLogits: boolean): Promise<FloatArray | undefined> {
    const { cache, layout } = this;
    const feeds = { ...this.#feeds(input), ...(await cache.feeds(input.tokens)) };
    const fetches = { ...cache.fetches(), ...(wantLogits && { logits: null }) };
    let outputs: Readonly<Record<string, Tensor>>;
    try {
      outputs = (await this.#session.run(feeds, fetches)) as Readonly<Record<string, Tensor>>;
    } catch (error) {
      throw new InferenceError('device', `The model failed in a step: ${firstLine(error)}`, {
        cause: error,
      });
    }
    cache.commit(outputs, input.tokens);
    const { logits } = outputs;
    if (!wantLogits || !logits) return undefined;
    const vocabulary = logits.dims.at(-1) ?? 0;
    const all = floatsOf(logits);
    return converted(all.subarray(all.length - vocabulary), layout.logitsType);
  }

  async release(): Promise<void> {
    this.cache.clear();
    await this.#session.release();
  }

  #feeds({ tokens, embeds, positions, deepStack }: StepInput): Record<string, Tensor> {
    const { Tensor } = runtime();
    const { layout } = this;
    const total = this.cache.length + tokens;
    const rows = layout.positionRows;
    const feeds: Record<string, Tensor> = {
      inputs_embeds: floatTensor(converted(embeds, layout.embedsType), [1, tokens, this.#hidden]),
      attention_mask: new Tensor('int64', this.#mask(total), [1, total]),
    };
    if (rows > 0)
      feeds['position_ids'] = new Tensor(
        'int64',
        positions,
        rows === 1 ? [1, tokens] : [rows, 1, tokens],
      );
    if (layout.logitsToKeep !== undefined)
      feeds[layout.logitsToKeep] = new Tensor('int64', [1n], []);
    Object.assign(feeds, this.#deepStack(tokens, deepStack));
    return feeds;
  }

  #deepStack(tokens: number, features: readonly FloatArray[] = []): Record<string, Tensor> {
    const size = tokens * this.#hidden;
    return Object.fromEntries(
      this.layout.deepStack.map(({ name, type }, layer) => [
        name,
        floatTensor(converted(features[layer] ?? floatArray(type, size), type), [
          1,
          tokens,
          this.#hidden,
        ]),
      ]),
    );
  }

  /** Nothing is ever masked: one conversation, no padding. */
  #mask(total: number): BigInt64Array {
    if (this.#ones.length < total) this.#ones = new BigInt64Array(total * 2).fill(1n);
    return this.#ones.subarray(0, total);
  }
}
