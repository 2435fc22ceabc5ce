import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import type { ChatMessage, GenerateItem, GenerateParams } from '../../../src/inference/protocol.ts';
import { InferenceHost } from '../../../src/models/local/host.ts';
import { timeOfImage } from '../../../src/models/local/imageTiming.ts';
import { findInferenceProgram } from '../../../src/models/local/program.ts';
import { specOf } from '../../../src/models/local/spec.ts';
import { squaresPicture } from '../../../src/models/servers/probe/picture.ts';
import { runs } from './hosts.ts';

const fixture = (name: string) =>
  specOf(
    { name, device: 'cpu' },
    fileURLToPath(new URL(`../../fixtures/inference/${name}`, import.meta.url)),
  );
const GQA = fixture('qwen3vl-gqa');
const CONCAT = fixture('qwen3vl-concat');

const host = new InferenceHost({
  program: findInferenceProgram(),
  node: { path: process.execPath, electron: false },
});
afterAll(() => host.dispose());

const { mime, bytes } = squaresPicture(5);
const question: ChatMessage = {
  role: 'user',
  parts: [
    { type: 'image', mime, bytes },
    { type: 'text', text: 'What is in the figure?' },
  ],
};

function params(messages: readonly ChatMessage[], maxTokens = 12): GenerateParams {
  return { messages, sampling: { temperature: 0 }, stop: [], maxTokens };
}

/** A reply to its end: its text, its last item, and how far the prompt was cached when it was read. */
async function reply(
  spec: typeof GQA,
  asked: GenerateParams,
  signal = AbortSignal.timeout(60_000),
) {
  let text = '';
  let end: Extract<GenerateItem, { type: 'end' }> | undefined;
  for await (const item of host.generate(spec, asked, { signal })) {
    if (item.type === 'text') text += item.text;
    if (item.type === 'end') end = item;
  }
  if (!end) throw new Error('The reply had no end.');
  return { text, end };
}

describe('the host with the real process and tiny models', () => {
  it('gives the same words again, and with another layout of the cache', async () => {
    const first = await reply(GQA, params([question]));
    expect(first.text.length).toBeGreaterThan(0);
    expect(first.end).toMatchObject({ completionTokens: 12, reason: 'length' });
    const again = await reply(GQA, params([question]));
    expect(again.text).toBe(first.text);
    expect(again.end.cachedTokens).toBeGreaterThan(again.end.promptTokens / 2);
    expect(host.status.model?.cache).toBe('shared');
    const other = await reply(CONCAT, params([question]));
    expect(other.text.length).toBeGreaterThan(0);
    expect(host.status.model?.cache).toBe('growing');
  });

  it('reads only what is new in the next turn, images included', async () => {
    const first = await reply(GQA, params([question]));
    const spoken: ChatMessage = { role: 'assistant', parts: [{ type: 'text', text: first.text }] };
    const then: ChatMessage = { ...question, parts: [...question.parts].reverse() };
    const { end } = await reply(GQA, params([question, spoken, then]));
    expect(end.cachedTokens).toBeGreaterThanOrEqual(first.end.promptTokens);
    expect(end.promptTokens).toBeGreaterThan(end.cachedTokens);
  });

  it('a reply that is cancelled leaves a process that gives the same words as before', async () => {
    const whole = await reply(GQA, params([question], 40));
    const stop = new AbortController();
    let text = '';
    const cancelled = async () => {
      for await (const item of host.generate(GQA, params([question], 2000), {
        signal: stop.signal,
      })) {
        if (item.type === 'text') text += item.text;
        if (text.length > 20) stop.abort();
      }
    };
    await expect(cancelled()).rejects.toMatchObject({ name: 'AbortError' });
    const { pid } = host.status;
    expect((await reply(GQA, params([question], 40))).text).toBe(whole.text);
    expect(host.status.pid).toBe(pid);
  });

  it('a process that is killed in mid-reply is started again and gives the same words', async () => {
    const whole = await reply(GQA, params([question]));
    const { pid = 0 } = host.status;
    const killed = async () => {
      for await (const item of host.generate(GQA, params([question], 2000), {
        signal: AbortSignal.timeout(60_000),
      }))
        if (item.type === 'text' && runs(pid)) process.kill(pid, 'SIGKILL');
    };
    await expect(killed()).rejects.toMatchObject({ name: 'ModelError', kind: 'cut' });
    expect((await reply(GQA, params([question]))).text).toBe(whole.text);
    expect(host.status.pid).not.toBe(pid);
  });

  it('measures it, and what an image takes', async () => {
    const signal = AbortSignal.timeout(60_000);
    expect(await timeOfImage(host, GQA, signal)).toMatchObject({ width: 768, height: 576 });
    const measured = await host.measure(GQA, { signal });
    const cpu = measured.find(({ device }) => device === 'cpu');
    expect(cpu?.prefillTokensPerSecond).toBeGreaterThan(0);
    expect(cpu?.decodeTokensPerSecond).toBeGreaterThan(0);
    const machine = await host.machine(signal);
    expect(machine.providers.find(({ device }) => device === 'cpu')?.works).toBe(true);
  });

  it('tells that a conversation is too long, or a folder no model, and goes on', async () => {
    const long: ChatMessage = {
      role: 'user',
      parts: [{ type: 'text', text: 'word '.repeat(9000) }],
    };
    await expect(reply(GQA, params([long]))).rejects.toMatchObject({ kind: 'context' });
    const none = specOf(
      { name: 'none', device: 'cpu' },
      fileURLToPath(new URL('.', import.meta.url)),
    );
    await expect(reply(none, params([question]))).rejects.toMatchObject({
      name: 'ModelError',
      kind: 'notFound',
    });
    expect((await reply(GQA, params([question]))).text.length).toBeGreaterThan(0);
  });
});
