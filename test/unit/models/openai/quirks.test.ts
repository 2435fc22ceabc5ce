import { describe, expect, it } from 'vitest';
import { chunk, deltasOf, events } from './reading.ts';

const python = (id: string | undefined, args: string, more: object = {}) =>
  chunk({
    tool_calls: [{ ...more, ...(id && { id }), function: { name: 'python', arguments: args } }],
  });
const text = { type: 'text', text: 'Five.' };
const end = { type: 'end', reason: 'stop' };

/** Shapes that single engines and proxies have, or had, beside the protocol. */
describe('a stream', () => {
  it('with several calls that all have the index 0', async () => {
    const body = events([
      python('a', '{"code":"1"}', { index: 0 }),
      python('b', '{"code":"2"}', { index: 0 }),
      chunk({}, 'tool_calls'),
    ]);
    expect(await deltasOf([body])).toMatchObject([
      { id: 'a', arguments: '{"code":"1"}' },
      { id: 'b', arguments: '{"code":"2"}' },
      { type: 'end' },
    ]);
  });

  it('with complete calls that have neither index nor id', async () => {
    const body = events([python(undefined, '{"code":"1"}'), python(undefined, '{"code":"2"}')]);
    expect(await deltasOf([body])).toMatchObject([
      { id: 'call_1', arguments: '{"code":"1"}' },
      { id: 'call_2', arguments: '{"code":"2"}' },
      { type: 'end' },
    ]);
  });

  it('that repeats the name with every piece of a call', async () => {
    const body = events([
      python('a', '{"code":', { index: 0 }),
      python('a', '"1"}', { index: 0 }),
      chunk({}, 'tool_calls'),
    ]);
    expect((await deltasOf([body]))[0]).toEqual({
      type: 'toolCall',
      id: 'a',
      name: 'python',
      arguments: '{"code":"1"}',
    });
  });

  it('with an empty reason in every piece, and an empty field of thoughts beside the full one', async () => {
    const body = events([
      chunk({ reasoning: '', reasoning_content: 'Hm' }, ''),
      python('a', '{"code":', { index: 0 }),
      chunk({ tool_calls: [{ index: 0, function: { arguments: '"1"}' } }] }, ''),
      chunk({}, 'tool_calls'),
    ]);
    expect(await deltasOf([body])).toMatchObject([
      { type: 'thought', text: 'Hm' },
      { id: 'a', arguments: '{"code":"1"}' },
      { type: 'end', reason: 'toolCalls' },
    ]);
  });

  it('that says twice why it ended', async () => {
    const body = events([chunk({ content: 'Five.' }, 'stop'), chunk({}, 'stop')]);
    expect(await deltasOf([body])).toEqual([text, end]);
  });

  it('with empty events in between, and whatever after its end', async () => {
    const body = `data: \n\n${events([chunk({ content: 'Five.' }, 'stop')])}data: {"error":"too late"}\n\n`;
    expect(await deltasOf([body])).toEqual([text, end]);
  });

  it('with events of other kinds, and other choices than the first', async () => {
    const body = `event: ping\ndata: {"type":"ping"}\n\n${events([null, chunk({ content: 'Five.' }, 'stop')])}`;
    expect(await deltasOf([body])).toEqual([text, end]);
  });

  it('that the server gave up by itself is cut', async () => {
    const body = events([chunk({ content: 'Fi' }), chunk({}, 'abort')]);
    await expect(deltasOf([body])).rejects.toMatchObject({ kind: 'cut' });
  });

  it('that ends within an event is cut, not nonsense', async () => {
    const body = events([chunk({ content: 'Five.' })]).slice(0, -20);
    const broken = `${body}\ndata: {"choices":[{"del`;
    await expect(deltasOf([broken])).rejects.toMatchObject({ kind: 'cut' });
  });

  it('that is a JSON of something else is nonsense', async () => {
    await expect(deltasOf(['{"status":"ok"}'])).rejects.toMatchObject({
      kind: 'nonsense',
      message: expect.stringContaining('{"status":"ok"}') as string,
    });
  });
});
