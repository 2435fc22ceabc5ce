import { Readable } from 'node:stream';
import type { IncomingMessage } from 'node:http';
import { readStream } from '../../../../src/models/openai/readStream.ts';
import type { Target } from '../../../../src/models/openai/target.ts';
import type { ModelDelta } from '../../../../src/reasoning/model.ts';

export const TARGET: Target = {
  entry: { name: 'lab', url: 'http://127.0.0.1:8000/v1', model: 's1-vl' },
  host: '127.0.0.1:8000',
  key: 'sk-secret',
};

/** Reads an answer that comes in these pieces. */
export function reading(pieces: readonly (Uint8Array | string)[]): AsyncGenerator<ModelDelta> {
  const stream = Readable.from(pieces.map((piece) => Buffer.from(piece as string)));
  const response = Object.assign(stream, {
    setTimeout: () => response,
  }) as unknown as IncomingMessage;
  return readStream(response, TARGET, new AbortController().signal);
}

/** The deltas of these bytes; neighbouring texts joined, so that chunking makes no difference where it may not. */
export async function deltasOf(pieces: readonly (Uint8Array | string)[]): Promise<ModelDelta[]> {
  const deltas: ModelDelta[] = [];
  for await (const delta of reading(pieces)) {
    const last = deltas.at(-1);
    if ((delta.type === 'text' || delta.type === 'thought') && last?.type === delta.type)
      deltas.splice(-1, 1, { type: delta.type, text: last.text + delta.text });
    else deltas.push(delta);
  }
  return deltas;
}

/** Values as server-sent events, `[DONE]` at the end. */
export function events(values: readonly unknown[], lineEnd = '\n'): string {
  const lines = [...values.map((value) => JSON.stringify(value)), '[DONE]'];
  return lines.map((data) => `data: ${data}${lineEnd}${lineEnd}`).join('');
}

/** A chunk with this delta. */
export const chunk = (delta: unknown, finish: string | null = null, more: object = {}) => ({
  id: 'x',
  object: 'chat.completion.chunk',
  choices: [{ index: 0, delta, finish_reason: finish }],
  ...more,
});
