import { beforeEach, describe, expect, it, vi } from 'vitest';
import { ChatModelMemory } from '../../../../src/extension/lm/memory.ts';
import { chatModel } from '../../../../src/extension/lm/work.ts';
import type { ModelDelta, ModelRequest } from '../../../../src/reasoning/model.ts';
import { PYTHON_TOOL } from '../../../../src/reasoning/prompt/pythonTool.ts';
import {
  fake,
  FakeMemento,
  LanguageModelDataPart,
  LanguageModelError,
  LanguageModelTextPart,
  LanguageModelToolCallPart,
  LanguageModelToolResultPart,
} from '../../../fixtures/vscode.ts';
import { FakeChat } from './fakeChat.ts';

const ID = 'vscode:copilot/gpt';
const text = (value: string) => ({ type: 'text' as const, text: value });
const image = {
  type: 'image' as const,
  image: { mime: 'image/png' as const, bytes: new Uint8Array([1, 2]), width: 1, height: 1 },
};
const request: ModelRequest = {
  messages: [
    { role: 'system', parts: [text('You look.')] },
    { role: 'user', parts: [image, text('How many?')] },
    {
      role: 'assistant',
      parts: [
        text('I look.'),
        { type: 'toolCall', id: 'c1', name: 'python', arguments: '{"code":"1+1"}' },
      ],
    },
    { role: 'tool', callId: 'c1', parts: [text('2')] },
    { role: 'user', parts: [image] },
    {
      role: 'assistant',
      parts: [{ type: 'toolCall', id: 'c2', name: 'python', arguments: '{"code": "pri' }],
    },
  ],
  stop: [],
  tools: [PYTHON_TOOL],
};

let memory: ChatModelMemory;
beforeEach(() => {
  fake.reset();
  memory = new ChatModelMemory(new FakeMemento() as never);
});

const model = (chat: FakeChat) => chatModel(ID, chat.asVscode, memory);

async function reply(chat: FakeChat, what = request, signal = new AbortController().signal) {
  const deltas: ModelDelta[] = [];
  for await (const delta of model(chat).stream(what, signal)) deltas.push(delta);
  return deltas;
}

/** The failure of a reply. */
async function failure(chat: FakeChat, what = request): Promise<unknown> {
  return reply(chat, what).then(
    () => undefined,
    (error: unknown) => error,
  );
}

describe('a request', () => {
  it('has the system text from the user, images as data, calls and their results as parts, and the tool', async () => {
    const chat = new FakeChat();
    await reply(chat);
    const [sent] = chat.sent;
    const png = new LanguageModelDataPart(new Uint8Array([1, 2]), 'image/png');
    expect(sent?.messages.map(({ role, content }) => [role, content])).toEqual([
      [1, [new LanguageModelTextPart('You look.')]],
      [1, [png, new LanguageModelTextPart('How many?')]],
      [
        2,
        [
          new LanguageModelTextPart('I look.'),
          new LanguageModelToolCallPart('c1', 'python', { code: '1+1' }),
        ],
      ],
      [1, [new LanguageModelToolResultPart('c1', [new LanguageModelTextPart('2')])]],
      [1, [png]],
      // A call that was broken stays what it was, in the only form that the API takes.
      [2, [new LanguageModelToolCallPart('c2', 'python', { code: '{"code": "pri' })]],
    ]);
    expect(sent?.options.tools).toMatchObject([
      { name: 'python', inputSchema: PYTHON_TOOL.parameters },
    ]);
    expect(sent?.options.justification).toContain('Figscope');
  });

  it('names no tools where none are asked for', async () => {
    const chat = new FakeChat();
    await reply(chat, { messages: request.messages, stop: [] });
    expect(chat.sent[0]?.options).not.toHaveProperty('tools');
  });

  it('is not sent when it is cancelled before', async () => {
    const chat = new FakeChat();
    await expect(reply(chat, request, AbortSignal.abort())).rejects.toThrow('aborted');
    expect(chat.sent).toEqual([]);
  });
});

describe('a reply', () => {
  it('is text and calls; parts of other kinds are passed over', async () => {
    const chat = new FakeChat([
      { value: 'a thought, of a kind that is not stable' },
      new LanguageModelTextPart('I '),
      new LanguageModelTextPart('look.'),
      new LanguageModelDataPart(new Uint8Array(), 'usage'),
      new LanguageModelToolCallPart('c1', 'python', { code: 'print("ü")' }),
    ]);
    expect(await reply(chat)).toEqual([
      { type: 'text', text: 'I ' },
      { type: 'text', text: 'look.' },
      { type: 'toolCall', id: 'c1', name: 'python', arguments: '{"code":"print(\\"ü\\")"}' },
    ]);
  });

  it('that is stopped stops the model', async () => {
    const chat = new FakeChat([new LanguageModelTextPart('a'), new LanguageModelTextPart('b')]);
    const stop = new AbortController();
    const deltas = model(chat).stream(request, stop.signal)[Symbol.asyncIterator]();
    await deltas.next();
    expect(chat.sent[0]?.token.isCancellationRequested).toBe(false);
    stop.abort();
    expect(chat.sent[0]?.token.isCancellationRequested).toBe(true);
    chat.pause = () => Promise.reject(new Error('Canceled'));
    // Cancelled by the user: no failure of the model.
    await expect(deltas.next()).rejects.toThrow('aborted');
  });

  it('that its reader has had enough of stops the model', async () => {
    const chat = new FakeChat([new LanguageModelTextPart('a'), new LanguageModelTextPart('b')]);
    for await (const _ of model(chat).stream(request, new AbortController().signal)) break;
    expect(chat.sent[0]?.token.isCancellationRequested).toBe(true);
  });
});

describe('a failure in words', () => {
  it.each([
    [LanguageModelError.NoPermissions('no'), 'refused', 'has not let Figscope use "GPT"'],
    [LanguageModelError.NotFound('gone'), 'notFound', 'has no model "GPT" now'],
    [LanguageModelError.Blocked('You are over it'), 'rate', 'It says: You are over it'],
    [new Error('Quota exceeded'), 'rate', 'quota or rate limit'],
    [new Error('Image quota exceeded'), 'rate', 'quota or rate limit'],
    [new Error('The images exceed the context window.'), 'context', 'too long for "GPT"'],
    [new Error('This model does not support tools.'), 'noTools', 'no function calling'],
    [new Error('Tool use is not supported'), 'noTools', 'no function calling'],
    [new Error('Response got filtered'), 'refused', 'A filter of "GPT"'],
    [new Error('off_topic'), 'refused', 'A filter of "GPT"'],
    [new Error('Message exceeds token limit.'), 'context', 'too long for "GPT"'],
    [new Error('Unknown', { cause: new Error('418 teapot') }), 'refused', '418 teapot'],
    [new Error(''), 'refused', '"GPT" could not answer'],
  ])('%s', async (refusal, kind, words) => {
    const chat = new FakeChat();
    chat.refusal = refusal;
    expect(await failure(chat)).toMatchObject({
      name: 'ModelError',
      kind,
      message: expect.stringContaining(words) as string,
    });
  });

  it('in mid-reply is a cut, which may be tried again', async () => {
    const chat = new FakeChat([new LanguageModelTextPart('a'), new Error('socket hang up')]);
    expect(await failure(chat)).toMatchObject({ kind: 'cut' });
  });
});

describe('a model that takes no images', () => {
  const blind = () => {
    const chat = new FakeChat();
    chat.refusal = new Error('This model does not support image input.');
    return chat;
  };

  it('is told of, with the choice to go on without them, and it stays a choice', async () => {
    fake.answers.push(undefined);
    expect(await failure(blind())).toMatchObject({ kind: 'noImages' });
    expect(fake.said).toMatchObject([
      { kind: 'warning', text: expect.stringContaining('"GPT" takes no images') as string },
    ]);
    expect(memory.isBlind(ID)).toBe(true);
    expect(model(blind()).images).toBe(true);
  });

  it('works by code alone when the user says so', async () => {
    fake.answers.push('Let It Work by Code Alone');
    await failure(blind());
    await vi.waitFor(() => expect(memory.worksByCode(ID)).toBe(true));
    expect(model(blind()).images).toBe(false);
  });

  it('is only one when images were sent', async () => {
    const messages = [{ role: 'user' as const, parts: [text('Describe the image.')] }];
    expect(await failure(blind(), { messages, stop: [] })).toMatchObject({ kind: 'refused' });
    expect(memory.isBlind(ID)).toBe(false);
  });

  it('is one no longer when it takes some', async () => {
    await memory.setBlind(ID, true);
    await reply(new FakeChat([new LanguageModelTextPart('I see.')]));
    expect(memory.isBlind(ID)).toBe(false);
  });
});
