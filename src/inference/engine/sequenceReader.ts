import { positionIds, ropePositions, type RopePositions } from '../positions/ropePositions.ts';
import { converted, floatArray, type FloatArray } from '../sessions/floats.ts';
import type { Decoder } from './decoder.ts';
import type { Embedder } from './embedder.ts';
import { beginning, commonPrefix, type PromptImage, type TokenSequence } from './tokenSequence.ts';
import type { ImageFeatures } from './visionEncoder.ts';

export interface ReadOptions {
  readonly signal: AbortSignal;
  /** Features of an image of the prompt; asked for only where the cache does not have them. */
  features(image: PromptImage): Promise<ImageFeatures>;
  /** Tokens of a step at most. */
  readonly chunk: number;
  /** Lengths that the next prompt may go back to. */
  readonly marks?: readonly number[];
}

/** How far a prompt has been read. */
export interface ReadProgress {
  readonly done: number;
  /** Tokens that the cache had already. */
  readonly cached: number;
}

export interface ReadResult {
  /** Behind the last token, `[vocabulary]`. */
  readonly logits: FloatArray;
  /** Tokens that the cache had already. */
  readonly cached: number;
}

/**
 * Brings the decoder's cache to a conversation by the least work: what the cache has in common with it stays, the rest is read in
 * chunks. Between chunks other messages get their turn, so that a cancelled reading ends soon.
 */
export class SequenceReader {
  readonly #embedder: Embedder;
  readonly #decoder: Decoder;
  readonly #hidden: number;
  #inCache: TokenSequence = { tokens: [], images: [] };
  #next = 0;

  constructor(embedder: Embedder, decoder: Decoder, hidden: number) {
    this.#embedder = embedder;
    this.#decoder = decoder;
    this.#hidden = hidden;
  }

  /**
   * Reads a conversation of at least one token.
   * @throws InferenceError `device`; the signal's reason when cancelled: what was read until then stays in the cache
   */
  async *read(
    prompt: TokenSequence,
    options: ReadOptions,
  ): AsyncGenerator<ReadProgress, ReadResult, undefined> {
    const { length } = prompt.tokens;
    // The last token is always read: its logits are kept nowhere.
    const common = Math.min(commonPrefix(this.#inCache, prompt), length - 1);
    const cached = await this.#decoder.cache.rewind(common);
    this.#inCache = beginning(prompt, cached);
    yield { done: cached, cached };
    const positions = ropePositions(length, prompt.images);
    const features = new Map<string, ImageFeatures>();
    for (const image of prompt.images)
      if (image.start + image.count > cached && !features.has(image.key)) {
        options.signal.throwIfAborted();
        features.set(image.key, await options.features(image));
      }
    let logits: FloatArray | undefined;
    for (let from = cached; from < length;) {
      options.signal.throwIfAborted();
      const to = chunkEnd(from, length, options);
      logits = await this.#step(prompt, positions, features, from, to);
      this.#inCache = beginning(prompt, to);
      if (options.marks?.includes(to)) this.#decoder.cache.mark();
      from = to;
      yield { done: to, cached };
    }
    this.#inCache = prompt;
    this.#next = positions.next;
    if (!logits) throw new TypeError('A prompt needs at least one token.');
    return { logits, cached };
  }

  /** Reads one more token of text; gives the logits behind it. */
  async append(token: number): Promise<FloatArray> {
    const decoder = this.#decoder;
    const rows = decoder.layout.positionRows;
    const positions = new BigInt64Array(rows).fill(BigInt(this.#next));
    // Plain positions count tokens, not grid cells.
    if (rows === 1 || rows === 4) positions[0] = BigInt(decoder.cache.length);
    const embeds = await this.#embedder.embed([token]);
    const logits = await decoder.step({ tokens: 1, embeds, positions }, true);
    this.#inCache = {
      tokens: this.#appended(token),
      images: this.#inCache.images,
    };
    this.#next++;
    if (!logits) throw new TypeError('The decoder gave no logits.');
    return logits;
  }

  /** The end of a reply: the next prompt most likely goes on from here. */
  mark(): void {
    this.#decoder.cache.mark();
  }

  /** Forgets everything. */
  clear(): void {
    this.#decoder.cache.clear();
    this.#inCache = { tokens: [], images: [] };
    this.#next = 0;
  }

  /** Own list after the first token of a reply, so that a prompt's is not written to and long ones are not copied at every token. */
  #own: number[] | undefined;
  #appended(token: number): readonly number[] {
    if (this.#inCache.tokens !== this.#own) this.#own = [...this.#inCache.tokens];
    this.#own.push(token);
    return this.#own;
  }

  async #step(
    prompt: TokenSequence,
    positions: RopePositions,
    features: ReadonlyMap<string, ImageFeatures>,
    from: number,
    to: number,
  ): Promise<FloatArray | undefined> {
    const embeds = await this.#embedder.embed(prompt.tokens.slice(from, to));
    const { layout } = this.#decoder;
    let deepStack: FloatArray[] | undefined;
    for (const image of prompt.images) {
      const [start, end] = [Math.max(image.start, from), Math.min(image.start + image.count, to)];
      const found = features.get(image.key);
      if (start >= end || !found) continue;
      const place = {
        at: (start - from) * this.#hidden,
        from: (start - image.start) * this.#hidden,
      };
      const size = (end - start) * this.#hidden;
      put(found.features, place.from, size, embeds, place.at);
      deepStack ??= layout.deepStack.flatMap(({ type, layers }) =>
        Array.from({ length: layers }, () => floatArray(type, (to - from) * this.#hidden)),
      );
      deepStack.forEach((layer, index) => {
        const source = found.deepStack[index];
        if (source) put(source, place.from, size, layer, place.at);
      });
    }
    const rows = layout.positionRows;
    return this.#decoder.step(
      {
        tokens: to - from,
        embeds,
        positions: positionIds(positions, from, to, rows),
        ...(deepStack && { deepStack }),
      },
      to === prompt.tokens.length,
    );
  }
}

function put(source: FloatArray, from: number, size: number, target: FloatArray, at: number): void {
  const type = target instanceof Float32Array ? 'float32' : 'float16';
  target.set(converted(source.subarray(from, from + size), type), at);
}

/** A chunk ends at its largest size, or earlier where a state is to be kept. */
function chunkEnd(from: number, length: number, { chunk, marks = [] }: ReadOptions): number {
  const most = Math.min(from + chunk, length);
  return marks.find((mark) => mark > from && mark < most) ?? most;
}
