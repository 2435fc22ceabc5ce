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
import { STOP } from '../onnx/stopCopying.ts';
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

/** How a decoder's file was changed when it was opened. */
export interface DecoderChanges {
  /** `stopCopying`: outputs go into buffers of ours, all of them, and nothing comes back. */
  readonly stops: boolean;
  /** Logits are those of the last token alone, whatever the export does. */
  readonly lastRow: boolean;
}

/** What the binding says when it meets the output that is no tensor. */
const STOPPED = 'Non tensor type is temporarily not supported';

/** The decoder of a language model: embeddings in, the cache one step longer, logits out. */
export class Decoder {
  readonly cache: DecoderCache;
  readonly layout: DecoderLayout;
  readonly #session: Session;
  /** Numbers of one embedding. */
  readonly hidden: number;
  readonly #changes: DecoderChanges;
  readonly #onRelease: () => Promise<void>;
  #ones = new BigInt64Array(0);
  #lastLogits: FloatArray | undefined;

  constructor(
    session: Session,
    layout: DecoderLayout,
    cache: DecoderCache,
    hidden: number,
    changes: DecoderChanges,
    onRelease: () => Promise<void> = () => Promise.resolve(),
  ) {
    this.#onRelease = onRelease;
    this.#session = session;
    this.#changes = changes;
    this.layout = layout;
    this.cache = cache;
    this.hidden = hidden;
  }

  /**
   * Reads tokens. Gives the logits behind the last of them, `[vocabulary]`, or nothing where they are not wanted.
   * @throws InferenceError `device` with the runtime's reason
   */
  async step(input: StepInput, wantLogits: boolean): Promise<FloatArray | undefined> {
    const { cache } = this;
    const feeds = { ...this.#feeds(input), ...(await cache.feeds(input.tokens)) };
    const fetches: Record<string, Tensor | null> = cache.fetches();
    // Asked for at every step where the binding makes the outputs: one that is told where they go takes those that are not asked for to
    // be of the size that they had before, and fails.
    if (!this.#changes.stops) fetches['logits'] = null;
    else if (wantLogits) fetches['logits'] = this.#logitsBuffer(input.tokens);
    const outputs = await this.#run(feeds, fetches);
    cache.commit(outputs, input.tokens);
    const { logits } = outputs;
    if (!wantLogits || !logits) return undefined;
    const all = floatsOf(logits);
    return all.subarray(all.length - this.layout.vocabulary);
  }

  async #run(
    feeds: Record<string, Tensor>,
    fetches: Record<string, Tensor | null>,
  ): Promise<Readonly<Record<string, Tensor>>> {
    try {
      if (!this.#changes.stops)
        return (await this.#session.run(feeds, fetches)) as Readonly<Record<string, Tensor>>;
      await this.#session.run(feeds, { [STOP]: null, ...fetches });
    } catch (error) {
      if (!this.#changes.stops || !firstLine(error).includes(STOPPED))
        throw new InferenceError('device', `The model failed in a step: ${firstLine(error)}`, {
          cause: error,
        });
    }
    // The run is over, and what was fetched lies in the buffers that were given for it.
    return fetches as Readonly<Record<string, Tensor>>;
  }

  /** The row of a decoding step is used again: whoever gets it reads it before the next step. */
  #logitsBuffer(tokens: number): Tensor {
    const { logitsType, vocabulary } = this.layout;
    const rows = this.#changes.lastRow ? 1 : tokens;
    if (rows > 1)
      return floatTensor(floatArray(logitsType, rows * vocabulary), [1, rows, vocabulary]);
    this.#lastLogits ??= floatArray(logitsType, vocabulary);
    return floatTensor(this.#lastLogits, [1, 1, vocabulary]);
  }

  async release(): Promise<void> {
    this.cache.clear();
    await this.#session.release();
    await this.#onRelease();
  }

  #feeds({ tokens, embeds, positions, deepStack }: StepInput): Record<string, Tensor> {
    const { Tensor } = runtime();
    const { layout } = this;
    const total = this.cache.length + tokens;
    const rows = layout.positionRows;
    const feeds: Record<string, Tensor> = {
      inputs_embeds: floatTensor(converted(embeds, layout.embedsType), [1, tokens, this.hidden]),
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
    const size = tokens * this.hidden;
    const feeds: Record<string, Tensor> = {};
    let layer = 0;
    for (const { name, layers, stacked, type } of this.layout.deepStack) {
      const data = floatArray(type, layers * size);
      for (let index = 0; index < layers; index++, layer++) {
        const source = features[layer];
        if (source) data.set(converted(source, type), index * size);
      }
      const dims = [1, tokens, this.hidden];
      feeds[name] = floatTensor(data, stacked ? [layers, ...dims] : dims);
    }
    return feeds;
  }

  /** Nothing is ever masked: one conversation, no padding. */
  #mask(total: number): BigInt64Array {
    if (this.#ones.length < total) this.#ones = new BigInt64Array(total * 2).fill(1n);
    return this.#ones.subarray(0, total);
  }
}
