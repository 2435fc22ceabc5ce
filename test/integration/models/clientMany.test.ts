import { expect, it } from 'vitest';
import { createServerModel } from '../../../src/models/openai/index.ts';
import { s1vl } from '../../../src/reasoning/profiles/s1vl.ts';
import { startServer } from '../../fixtures/servers/server.ts';

it('reads 200 replies at once from one model, and mixes none of them up', async () => {
  const server = await startServer({
    engine: 'vllm',
    // Says what it was asked, so that each reply belongs to one question only.
    model: ({ messages }) => {
      const asked = messages.at(-1)?.text ?? '';
      return { thought: `thinking of ${asked} `.repeat(5), text: `about ${asked} `.repeat(5) };
    },
    quirks: { pieces: [61, 7, 240] },
  });
  const model = createServerModel(
    { name: 'lab', url: server.url, model: server.modelId },
    { profile: s1vl },
  );
  const ask = async (asked: string) => {
    let said = '';
    const messages = [{ role: 'user', parts: [{ type: 'text', text: asked }] }] as const;
    const { signal } = new AbortController();
    for await (const delta of model.stream({ messages, stop: [] }, signal)) {
      if (delta.type === 'text' || delta.type === 'thought') said += delta.text;
      // Every third reader has had enough in the middle.
      if (said.length > 60 && Number(asked) % 3 === 0) break;
    }
    return said;
  };
  try {
    const questions = Array.from({ length: 200 }, (_, index) => String(1000 + index));
    const replies = await Promise.all(questions.map(ask));
    replies.forEach((reply, index) => {
      expect(new Set(reply.match(/\d{4}/gu))).toEqual(new Set([questions[index]]));
    });
    await expect.poll(() => server.openConnections()).toBe(0);
  } finally {
    await server.close();
  }
});
