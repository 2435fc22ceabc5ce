import { describe, expect, it } from 'vitest';
import type { ModelDelta } from '../../../../src/reasoning/model.ts';
import { ModelError } from '../../../../src/reasoning/modelError.ts';
import { chunk, events, reading } from './reading.ts';

/** Deltas, thoughts and texts joined, and how it ended. */
async function outcome(pieces: readonly Uint8Array[]): Promise<unknown> {
  const deltas: ModelDelta[] = [];
  try {
    for await (const delta of reading(pieces)) {
      const last = deltas.at(-1);
      if ((delta.type === 'text' || delta.type === 'thought') && last?.type === delta.type)
        deltas.splice(-1, 1, { type: delta.type, text: last.text + delta.text });
      else deltas.push(delta);
    }
  } catch (error) {
    if (!(error instanceof ModelError)) throw error;
    return { deltas, kind: error.kind, message: error.message };
  }
  return { deltas };
}

const reply = [
  chunk({ role: 'assistant', content: null }),
  chunk({ reasoning_content: 'Größe in µm — 細胞 🔬' }),
  chunk({ content: 'Ich zähle </think> 57 🧫\u2028\n' }),
  chunk({
    tool_calls: [{ index: 0, id: 'c', function: { name: 'python', arguments: '{"code":' } }],
  }),
  chunk({ tool_calls: [{ index: 0, function: { arguments: '"print(\\"µ\\")"}' } }] }),
];
const usage = { choices: [], usage: { prompt_tokens: 9, completion_tokens: 3 } };
const whole = events([...reply, chunk({}, 'tool_calls'), usage]);
const open = whole.replace('data: [DONE]\n\n', '');
const begun = events(reply).replace('data: [DONE]\n\n', '');

const STREAMS: Readonly<Record<string, string>> = {
  'line feeds': whole,
  'carriage returns and line feeds': `\uFEFF: ping\r\n\r\n${whole.replaceAll('\n', '\r\n')}`,
  'carriage returns': whole.replaceAll('\n', '\r'),
  'a mark at the beginning, comments and no space': `\uFEFF\n: ping\n\n${open.replaceAll('data: ', 'id: 7\ndata:')}`,
  'an answer in one piece': JSON.stringify({
    choices: [{ message: { content: '細胞 57 🧫' }, finish_reason: 'stop' }],
  }),
  'an error in the middle': `${begun}data: {"error":{"message":"CUDA out of memory 🔥","code":500}}\n\n`,
  'an error as older llama-servers write it': `${begun}error: {"code":500,"message":"failed to decode"}\n\n`,
  'nonsense in the middle': `${begun}data: <html>µ</html>\n\n${open}`,
  'an end within an event': `${begun}data: {"choices":[{"delta":{"content":"x`,
  'an event after the end': `${whole}data: nonsense\n\n`,
  'a page': `<!doctype html><title>Anmeldung für Gäste</title>${'<p>Bitte melden Sie sich an.</p>'.repeat(40)}`,
  words: 'Größe?',
  'bytes that are no UTF-8': 'latin1',
};

/** 13 streams of 40 rounds: 520. */
describe('the same bytes in any pieces give the same deltas and the same end', () => {
  it.each(Object.keys(STREAMS))('%s', async (name) => {
    const text = STREAMS[name] ?? '';
    const bytes =
      text === 'latin1'
        ? Buffer.from('data: {"gr\u00f6\u00dfe":1}\n\ngr\u00f6\u00df', 'latin1')
        : Buffer.from(text);
    const expected = await outcome([bytes]);
    expect(await outcome([...bytes].map((byte) => Uint8Array.of(byte)))).toEqual(expected);
    const random = seeded(20_261_123);
    for (let round = 0; round < 40; round += 1)
      expect(await outcome(cutAtRandom(bytes, random))).toEqual(expected);
  });
});

/** Mulberry32: small, and the same on every machine. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

function cutAtRandom(bytes: Uint8Array, random: () => number): Uint8Array[] {
  const pieces: Uint8Array[] = [];
  for (let at = 0; at < bytes.length;) {
    const next = at + 1 + Math.floor(random() * random() * 90);
    pieces.push(bytes.subarray(at, next));
    at = next;
  }
  return pieces;
}
