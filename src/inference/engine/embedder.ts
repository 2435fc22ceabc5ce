import { InferenceError } from '../errors.ts';
import { floatsOf, type FloatArray } from '../sessions/floats.ts';
import { firstLine, runtime, type Session } from '../sessions/runtime.ts';

/** Token ids to embeddings. */
export class Embedder {
  readonly #session: Session;

  constructor(session: Session) {
    this.#session = session;
  }

  /** `[tokens.length, hidden]`. @throws InferenceError `device` */
  async embed(tokens: readonly number[]): Promise<FloatArray> {
    const { Tensor } = runtime();
    const ids = new Tensor('int64', BigInt64Array.from(tokens, BigInt), [1, tokens.length]);
    try {
      const { inputs_embeds: embeds } = await this.#session.run({ input_ids: ids });
      if (embeds) return floatsOf(embeds);
    } catch (error) {
      throw new InferenceError(
        'device',
        `The model failed to embed its tokens: ${firstLine(error)}`,
        { cause: error },
      );
    }
    throw new InferenceError('files', 'embed_tokens of this model gives no inputs_embeds.');
  }

  release(): Promise<void> {
    return this.#session.release();
  }
}
