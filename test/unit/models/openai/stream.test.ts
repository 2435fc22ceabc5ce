import { describe, expect, it } from 'vitest';
import { ModelError } from '../../../../src/reasoning/modelError.ts';
import { chunk, deltasOf, events } from './reading.ts';

const end = { type: 'end', reason: 'stop' };

describe('a stream', () => {
  it.each([
    ['reasoning', 'reasoning'],
    ['reasoning_content', 'reasoning_content'],
  ])('with thoughts in %s', async (_, field) => {
    const text = events([
      chunk({ role: 'assistant', content: null }),
      chunk({ [field]: 'Hm' }),
      chunk({ [field]: '…', content: null }),
      chunk({ content: 'Five.' }),
      chunk({}, 'stop'),
      {
        choices: [],
        usage: {
          prompt_tokens: 9,
          completion_tokens: 3,
          prompt_tokens_details: { cached_tokens: 8 },
        },
      },
    ]);
    expect(await deltasOf([text])).toEqual([
      { type: 'thought', text: 'Hm…' },
      { type: 'text', text: 'Five.' },
      end,
      { type: 'usage', promptTokens: 9, cachedTokens: 8, completionTokens: 3 },
    ]);
  });

  it('with comments, other line ends, an event name, no space and no empty line at the end', async () => {
    const body = `: ping\r\n\r\nevent: message\r\nid: 3\r\ndata:${JSON.stringify(chunk({ content: 'µm\u2028' }))}\r\n\r\n: ping\r\n\r\ndata: ${JSON.stringify(chunk({}, 'stop'))}`;
    expect(await deltasOf([body])).toEqual([{ type: 'text', text: 'µm\u2028' }, end]);
  });

  it('with the counts of llama-server', async () => {
    const text = events([
      chunk({ content: 'a' }),
      chunk({}, 'stop', { timings: { cache_n: 90, prompt_n: 10, predicted_n: 4 } }),
    ]);
    expect((await deltasOf([text])).at(-1)).toEqual({
      type: 'usage',
      promptTokens: 100,
      cachedTokens: 90,
      completionTokens: 4,
    });
  });

  it('with calls in pieces, several at once, and without ids', async () => {
    const part = (index: number, more: object) => chunk({ tool_calls: [{ index, ...more }] });
    const text = events([
      part(0, { id: 'c1', type: 'function', function: { name: 'python', arguments: '' } }),
      part(0, { function: { arguments: '{"code": "1' } }),
      part(1, { function: { name: 'python', arguments: '{}' } }),
      part(0, { function: { arguments: '+1"}' } }),
      chunk({}, 'tool_calls'),
    ]);
    expect(await deltasOf([text])).toEqual([
      { type: 'toolCall', id: 'c1', name: 'python', arguments: '{"code": "1+1"}' },
      { type: 'toolCall', id: 'call_2', name: 'python', arguments: '{}' },
      { type: 'end', reason: 'toolCalls' },
    ]);
  });

  it('with a call whose arguments are an object, as a whole and without a reason', async () => {
    const call = { function: { name: 'python', arguments: { code: 'x' } } };
    expect(await deltasOf([events([chunk({ tool_calls: [call] })])])).toEqual([
      { type: 'toolCall', id: 'call_1', name: 'python', arguments: '{"code":"x"}' },
      { type: 'end', reason: 'toolCalls' },
    ]);
  });

  it('with content in parts', async () => {
    const content = [
      { type: 'thinking', thinking: 'not shown as text' },
      { type: 'text', text: 'Five.' },
    ];
    expect(await deltasOf([events([chunk({ content }), chunk({}, 'length')])])).toEqual([
      { type: 'text', text: 'Five.' },
      { type: 'end', reason: 'length' },
    ]);
  });

  it('that a filter ends says so', async () => {
    const deltas = await deltasOf([events([chunk({}, 'content_filter')])]);
    expect(deltas).toMatchObject([
      { type: 'notice', level: 'warning' },
      { type: 'end', reason: 'filter' },
    ]);
  });

  it('that is none, but a whole answer, is taken', async () => {
    const whole = {
      object: 'chat.completion',
      choices: [
        {
          message: { role: 'assistant', reasoning: 'Hm', content: 'Five.' },
          finish_reason: 'stop',
        },
      ],
      usage: { prompt_tokens: 5, completion_tokens: 2 },
    };
    expect(await deltasOf([JSON.stringify(whole, null, 1)])).toEqual([
      { type: 'thought', text: 'Hm' },
      { type: 'text', text: 'Five.' },
      end,
      { type: 'usage', promptTokens: 5, completionTokens: 2 },
    ]);
  });

  it('is whole with a reason and no [DONE], or with [DONE] and no reason', async () => {
    const reason = `data: ${JSON.stringify(chunk({ content: 'a' }, 'stop'))}\n\n`;
    expect(await deltasOf([reason])).toHaveLength(2);
    expect(await deltasOf([events([chunk({ content: 'a' })])])).toHaveLength(1);
  });
});

describe('a stream that fails', () => {
  const failing = async (text: string): Promise<ModelError> => {
    const error: unknown = await deltasOf([text]).catch((raised: unknown) => raised);
    if (error instanceof ModelError) return error;
    throw new Error('It did not fail.', { cause: error });
  };

  it.each([
    [
      'breaks off',
      `data: ${JSON.stringify(chunk({ content: 'a' }))}\n\n`,
      'cut',
      'broke off in mid-reply',
    ],
    [
      'sends a page',
      '<!doctype html><title>Sign in</title>',
      'nonsense',
      'begins with “<!doctype html>',
    ],
    ['sends words', 'hello there\n', 'nonsense', 'begins with “hello there”'],
    ['sends nothing', '', 'nonsense', 'nothing'],
    ['sends half an object', '{"choices":', 'nonsense', 'no JSON'],
    [
      'sends events without JSON',
      'data: hello\n\n',
      'nonsense',
      'an event that is not JSON (it begins with “hello”)',
    ],
    [
      'tells an error',
      `data: {"error":{"message":"CUDA out of memory","code":500}}\n\n`,
      'refused',
      'broke off its reply: CUDA out of memory',
    ],
    ['tells an error as text', `data: {"error":"it burns"}\n\n`, 'refused', 'it burns'],
    [
      'tells it as older llama-servers do',
      `error: {"code":500,"message":"failed to decode"}\n\n`,
      'refused',
      'failed to decode',
    ],
    [
      'runs out of context',
      `data: {"error":{"message":"context size exceeded","code":400}}\n\n`,
      'context',
      'too long',
    ],
  ])('%s', async (_, text, kind, words) => {
    const error = await failing(text);
    expect(error.kind).toBe(kind);
    expect(error.message).toContain(words);
  });

  it('never quotes the key', async () => {
    const error = await failing('data: {"error":{"message":"no such key sk-secret"}}\n\n');
    expect(error.message).not.toContain('sk-secret');
  });

  it('does not fill the memory with an event that has no end', async () => {
    const pieces = ['data: ', ...Array.from({ length: 40 }, () => 'x'.repeat(1024 * 1024))];
    await expect(deltasOf(pieces)).rejects.toThrow('an event without end');
  });
});
