import { describe, expect, it } from 'vitest';
import { requestBody } from '../../../../src/models/openai/body.ts';
import type { ModelEntry } from '../../../../src/models/servers/entry.ts';
import type { ModelImage, ModelMessage } from '../../../../src/reasoning/model.ts';
import { PROFILES } from '../../../../src/reasoning/profiles/index.ts';
import { ask } from '../../reasoning/asking.ts';
import { ScriptedModel, ScriptedSandbox, shown } from '../../reasoning/fakes.ts';
import { STORIES } from '../../reasoning/transcripts.ts';

const entry: ModelEntry = { name: 'lab', url: 'http://127.0.0.1:8000/v1', model: 's1-vl' };
const png = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 1, 2);
const image = (part: Partial<ModelImage> = {}): ModelMessage => ({
  role: 'user',
  parts: [
    { type: 'image', image: { mime: 'image/png', bytes: png, width: 1, height: 1, ...part } },
    { type: 'text', text: 'What?' },
  ],
});
const wire = (messages: readonly ModelMessage[], more: Partial<ModelEntry> = {}) =>
  JSON.parse(
    requestBody({ ...entry, ...more }, { messages, stop: ['</code>'] }).toString(),
  ) as Record<string, unknown>;

describe('the body of a request', () => {
  it.each([...PROFILES.keys()])(
    'of turn n+1 begins with that of turn n, byte for byte: %s',
    async (id) => {
      const profile = PROFILES.get(id);
      const model = Object.assign(new ScriptedModel(STORIES[id] ?? []), { profile });
      const views = [
        { images: [shown([0, 0, 9, 9], 1, 1)] },
        { images: [shown([0, 0, 5, 5], 2, 2)] },
      ];
      await ask(model, new ScriptedSandbox(views));
      const bodies = model.requests.map((request) =>
        requestBody(entry, request).toString('latin1'),
      );
      expect(bodies.length).toBe(3);
      bodies.slice(1).forEach((body, index) => {
        const before = bodies[index] ?? '';
        expect(before.endsWith(']}')).toBe(true);
        expect(body.startsWith(`${before.slice(0, -2)},`)).toBe(true);
      });
      // Each image was put into base64 once; the text of a message is the same object every time.
      expect(bodies.at(-1)?.match(/data:image\/png;base64,/gu)).toHaveLength(3);
    },
  );

  it('has images as data URLs in the order of the parts, text alone as a string', () => {
    expect(
      wire([{ role: 'system', parts: [{ type: 'text', text: 'Hi' }] }, image()])['messages'],
    ).toEqual([
      { role: 'system', content: 'Hi' },
      {
        role: 'user',
        content: [
          { type: 'image_url', image_url: { url: 'data:image/png;base64,iVBORwEC' } },
          { type: 'text', text: 'What?' },
        ],
      },
    ]);
  });

  it('says the right type of an image, and refuses what is another', () => {
    const jpeg = image({ mime: 'image/jpeg', bytes: Uint8Array.of(0xff, 0xd8, 0xff, 0) });
    expect(JSON.stringify(wire([jpeg]))).toContain('data:image/jpeg;base64,/9j/');
    const webp = image({ bytes: new TextEncoder().encode('RIFF    WEBP') });
    expect(() => wire([webp])).toThrow('not what it is called');
    expect(() => wire([{ ...image(), role: 'tool' }])).toThrow('only the user');
  });

  it('has calls and their answers under one id', () => {
    const call = { type: 'toolCall', id: 'c1', name: 'python', arguments: '{}' } as const;
    const text = (words: string) => ({ type: 'text', text: words }) as const;
    expect(
      wire([
        { role: 'assistant', parts: [call] },
        { role: 'tool', parts: [text('5')], callId: 'c1' },
        { role: 'assistant', parts: [text('I look.'), call] },
      ])['messages'],
    ).toEqual([
      {
        role: 'assistant',
        content: null,
        tool_calls: [{ id: 'c1', type: 'function', function: { name: 'python', arguments: '{}' } }],
      },
      { role: 'tool', tool_call_id: 'c1', content: '5' },
      expect.objectContaining({ role: 'assistant', content: 'I look.' }),
    ]);
  });

  it.each(['{"code": "1+', '"x"', '[]', ''])(
    'has arguments that are no object, %j, as one: servers read them again',
    (args) => {
      const call = { type: 'toolCall', id: 'c1', name: 'python', arguments: args } as const;
      const [message] = wire([{ role: 'assistant', parts: [call] }])['messages'] as {
        tool_calls: { function: { arguments: string } }[];
      }[];
      expect(JSON.parse(message?.tool_calls[0]?.function.arguments ?? '')).toEqual({ code: args });
    },
  );

  it('sends stop strings only where the user has said so', () => {
    expect(wire([image()])).not.toHaveProperty('stop');
    expect(wire([image()], { stop: 'server' })).toHaveProperty('stop', ['</code>']);
  });

  it('has sampling under the usual names, and further fields, which change no message', () => {
    const body = wire([image()], {
      sampling: {
        temperature: 0.6,
        topP: 0.95,
        topK: 20,
        minP: 0,
        presencePenalty: 1.5,
        repetitionPenalty: 1,
        seed: 7,
        maxTokens: 4096,
      },
      thinking: true,
      body: {
        reasoning_effort: 'low',
        stream: false,
        messages: [],
        chat_template_kwargs: { a: 1 },
      },
    });
    expect(body).toMatchObject({
      stream: true,
      temperature: 0.6,
      top_p: 0.95,
      top_k: 20,
      min_p: 0,
      presence_penalty: 1.5,
      repetition_penalty: 1,
      seed: 7,
      max_tokens: 4096,
      reasoning_effort: 'low',
      chat_template_kwargs: { a: 1, enable_thinking: true },
    });
    expect(body['messages']).toHaveLength(1);
  });
});
