import { beforeEach, describe, expect, it } from 'vitest';
import type { ChatPromptReference } from 'vscode';
import { questionOf } from '../../../../src/extension/chat/about.ts';
import { fake, Location, Range, TabInputCustom, Uri, window } from '../../../fixtures/vscode.ts';
import { chatCall } from './calls.ts';

const uri = (name: string) => Uri.file(`/work/${name}`);
const reference = (value: unknown, range?: [number, number]) =>
  ({ id: 'r', value, ...(range && { range }) }) as ChatPromptReference;
const none = { current: { phase: 'idle' as const, activity: '', figures: [] as string[] } };
const table = { current: { ...none.current, figures: ['b.png'] } };

function question(
  references: readonly ChatPromptReference[],
  { prompt = 'How many?', runs = [] as string[], sessions = none } = {},
) {
  const before = runs.map((run) => ({ metadata: { run, questions: ['earlier'] } }));
  const { call } = chatCall({ request: { prompt, references }, before });
  return questionOf(call.request, call.context.history, sessions);
}

beforeEach(() => fake.reset());

describe('figures of a request', () => {
  it('are those that it refers to, called in the prompt as in Python', async () => {
    // As VS Code gives them: the last one of the prompt first.
    const prompt = 'Is #file:a.png as full as #file:b.png?';
    const references = [reference(uri('b.png'), [26, 37]), reference(uri('a.png'), [3, 14])];
    expect(await question(references, { prompt })).toEqual({
      about: {
        figures: [
          { kind: 'uri', uri: uri('a.png') },
          { kind: 'uri', uri: uri('b.png') },
        ],
      },
      prompt: 'Is image_1 as full as image_2?',
    });
  });

  it('may be attached without a word in the prompt, or as a place in a file', async () => {
    const place = new Location(uri('b.TIF') as never, new Range(0, 0, 0, 1));
    const asked = await question([reference(place), reference(uri('a.png'))]);
    expect(asked?.about).toEqual({
      figures: [
        { kind: 'uri', uri: uri('a.png') },
        { kind: 'uri', uri: uri('b.TIF') },
      ],
    });
    expect(asked?.prompt).toBe('How many?');
  });

  it('may be pasted', async () => {
    const bytes = new Uint8Array([1, 2, 3]);
    const pasted = { mimeType: 'image/png', data: () => Promise.resolve(bytes) };
    const { about } = (await question([reference(pasted)])) ?? {};
    expect(about).toMatchObject({ figures: [{ kind: 'bytes', bytes, name: 'attached.png' }] });
  });

  it('are read from their files, not as VS Code made them smaller', async () => {
    const data = () => Promise.reject(new Error('not read'));
    const attached = { mimeType: 'image/png', data, reference: uri('a.png') };
    const { about } = (await question([reference(attached)])) ?? {};
    expect(about).toEqual({ figures: [{ kind: 'uri', uri: uri('a.png') }] });
  });

  it('are not other files, texts and things', async () => {
    const others = [uri('paper.md'), 'a.png', undefined, { mimeType: 'text/plain', data: () => 1 }];
    expect(await question(others.map((value) => reference(value)))).toBeUndefined();
  });
});

describe('without figures, a question is about', () => {
  const open = () => {
    const input = new TabInputCustom(uri('open.png'));
    window.tabGroups.activeTabGroup.activeTab = { input };
  };

  it('the last run of the thread', async () => {
    open();
    const asked = await question([], { runs: ['r1', 'r2'], sessions: table });
    expect(asked).toMatchObject({ about: { run: 'r2' }, before: { questions: ['earlier'] } });
  });

  it('else what lies on the table', async () => {
    open();
    expect((await question([], { sessions: table }))?.about).toEqual({ current: true });
  });

  it('else the figure in the editor', async () => {
    open();
    const figures = [{ kind: 'uri', uri: uri('open.png') }];
    expect((await question([]))?.about).toEqual({ figures });
  });

  it('else nothing', async () => {
    expect(await question([])).toBeUndefined();
  });
});
