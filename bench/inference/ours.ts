import type { ChatMessage, ChatPart, LoadedModel } from '../../src/inference/protocol.ts';
import { findInferenceProgram, InferenceHost, specOf } from '../../src/models/local/index.ts';
import { REPLY_TOKENS, SYSTEM, WARM_UP, type UserTurn } from './conversation.ts';
import { peakMemoryOf } from './memory.ts';
import type { Side, TurnResult } from './side.ts';

const text = (words: string): ChatPart => ({ type: 'text', text: words });
const never = new AbortController().signal;

function message({ images, text: words }: UserTurn): ChatMessage {
  const parts = images.map((bytes) => ({ type: 'image', mime: 'image/png', bytes }) as const);
  return { role: 'user', parts: [...parts, text(words)] };
}

/** Figscope's engine: the real process, spoken to as the extension and the command line do. */
export class Ours implements Side {
  readonly #host = new InferenceHost({
    program: findInferenceProgram(),
    node: { path: process.execPath, electron: false },
  });
  readonly #spec: ReturnType<typeof specOf>;
  readonly #forget: boolean;
  readonly #messages: ChatMessage[] = [];

  /** @param forget every turn begins with other words, so that nothing in the cache is of use */
  constructor(folder: string, { forget = false } = {}) {
    this.#spec = specOf({ name: 'bench', device: 'cpu', dtype: 'q4' }, folder);
    this.#forget = forget;
  }

  load(): Promise<LoadedModel> {
    return this.#host.use(this.#spec, { signal: never });
  }

  async warmUp(): Promise<void> {
    await this.#reply([message(WARM_UP)]);
  }

  turn(user: UserTurn): Promise<TurnResult> {
    this.#messages.push(message(user));
    const system = this.#forget ? `${this.#messages.length}. ${SYSTEM}` : SYSTEM;
    return this.#reply([{ role: 'system', parts: [text(system)] }, ...this.#messages]);
  }

  async #reply(messages: readonly ChatMessage[]): Promise<TurnResult> {
    const started = performance.now();
    let first = NaN;
    let reply = '';
    const params = {
      messages,
      sampling: { temperature: 0, repetitionPenalty: 1 },
      stop: [],
      maxTokens: REPLY_TOKENS,
    };
    for await (const item of this.#host.generate(this.#spec, params, { signal: never })) {
      if (item.type === 'text') {
        if (reply === '') first = performance.now();
        reply += item.text;
      }
      if (item.type === 'end')
        return {
          reply,
          tokens: item.completionTokens,
          firstTokenMs: first - started,
          decodeMs: performance.now() - first,
          promptTokens: item.promptTokens,
          cachedTokens: item.cachedTokens,
        };
    }
    throw new Error('The reply has no end.');
  }

  said(reply: string): void {
    this.#messages.push({ role: 'assistant', parts: [text(reply)] });
  }

  async peakMemory(): Promise<number> {
    const { pid } = this.#host.status;
    return pid === undefined ? NaN : peakMemoryOf(pid);
  }

  close(): Promise<void> {
    return this.#host.dispose();
  }
}
