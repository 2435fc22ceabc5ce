import { beforeEach, describe, expect, it } from 'vitest';
import { answerChat } from '../../../../src/extension/chat/work.ts';
import { followups } from '../../../../src/extension/chat/followups.ts';
import type {
  About,
  Inquired,
  OneCell,
  OutsideQuestion,
} from '../../../../src/extension/contracts.ts';
import type { Services } from '../../../../src/extension/services.ts';
import {
  CancellationTokenSource,
  fake,
  MarkdownString,
  Uri,
  workspace,
} from '../../../fixtures/vscode.ts';
import { figure, observation } from '../../reasoning/fakes.ts';
import { exchangeOf } from '../exchange.ts';
import { chatCall } from './calls.ts';

let asked: { about: About; question: OutsideQuestion }[];
let cells: { about: About; cell: OneCell }[];
let ending: (question: OutsideQuestion) => Promise<Inquired>;
let stdout: string;

const services = {
  log: { warn: () => undefined },
  sessions: {
    current: { phase: 'idle', activity: '', figures: [] },
    inquire: (about: About, question: OutsideQuestion) => {
      asked.push({ about, question });
      return ending(question);
    },
    runCell: (about: About, cell: OneCell) => {
      cells.push({ about, cell });
      const prepared: never[] = [];
      const seen = observation({ stdout, notes: ['a [note](command:x)'] });
      return Promise.resolve({ figures: [figure()], prepared, observation: seen, notices: [] });
    },
  },
} as unknown as Services;

const cellsPng = { id: 'f', value: Uri.file('/work/cells.png') } as never;
const withFigure = { references: [cellsPng] };

beforeEach(() => {
  fake.reset();
  asked = [];
  cells = [];
  stdout = '';
});

describe('a question to @figscope', () => {
  const answer = {
    text: 'Twelve ![x](https://example.org/x.png) [y](command:evil).',
    value: 12,
    unit: 'cells',
    uncertainty: '± 1 *at most*',
    evidence: [
      {
        text: 'the corner',
        image: 't1-1',
        frame: { figure: 'image_1', box: [0, 0, 9, 9], scale: 2 },
      },
    ],
    unbacked: 'Nothing was looked at.',
  } as const;

  it('is answered in Markdown that nothing runs from, with what it rests on', async () => {
    ending = () => Promise.resolve({ run: 'r1', exchange: exchangeOf({ answer }) });
    const { call, stream } = chatCall({ request: withFigure });
    await answerChat(services, call);
    expect(asked[0]?.about).toMatchObject({ figures: [{ kind: 'uri' }] });
    expect(asked[0]?.question).toMatchObject({ question: 'How many?', show: true });
    for (const text of [
      '**12 cells**',
      'Uncertainty: ± 1 \\*at most\\*',
      '- the corner (t1\\-1, image\\_1 \\[0, 0, 9, 9\\] ×2)',
      '⚠️ Nothing was looked at.',
      '⚠️ mind this',
      '*Model M, 1 turn*',
    ])
      expect(stream.text).toContain(text);
    expect(stream.text).not.toContain('by the way');
    // No picture is fetched by what a model wrote, and no command of it is trusted.
    expect(stream.text).not.toMatch(/(?<!\\)!\[/u);
    for (const part of stream.of('markdown'))
      if (part instanceof MarkdownString) expect(part.isTrusted).toBe(false);
  });

  it('comes with a button to its run, and links to its figures', async () => {
    const exchange = exchangeOf({ answer, path: '/work/cells.png' });
    ending = () => Promise.resolve({ run: 'r1', exchange });
    const { call, stream } = chatCall({ request: withFigure });
    await answerChat(services, call);
    expect(stream.of('button')).toMatchObject([
      { command: 'figscope.openRun', arguments: ['r1'], title: 'Open in Figscope' },
    ]);
    expect(stream.of('anchor').map(String)).toEqual([Uri.file('/work/cells.png').toString()]);
  });

  it('has no link to a figure without a file of its own', async () => {
    const exchange = exchangeOf({ answer, path: '/storage/0123.png' });
    ending = () => Promise.resolve({ run: 'r1', exchange });
    const { call, stream } = chatCall({ request: withFigure });
    await answerChat(services, call);
    expect(stream.of('anchor')).toEqual([]);
  });

  it('tells what goes on, and of each thought its first sentence', async () => {
    const base = { run: 'r1', turn: 1, time: '' };
    ending = ({ onActivity, onEvent }) => {
      onActivity?.('Turn 1: thinking');
      onEvent?.({ ...base, type: 'thoughtDelta', text: 'Lost. ' });
      onEvent?.({ ...base, type: 'retry', text: 'cut' });
      onEvent?.({ ...base, type: 'thoughtDelta', text: 'Look clo' });
      onEvent?.({
        ...base,
        type: 'thoughtDelta',
        text: `ser (at 1.5×). ${'And so on. '.repeat(99)}`,
      });
      onEvent?.({ ...base, type: 'code', code: '1', repairs: [] });
      onActivity?.('Turn 1: running Python');
      onEvent?.({ ...base, turn: 2, type: 'thoughtDelta', text: 'x'.repeat(500) });
      onEvent?.({ ...base, turn: 2, type: 'code', code: '1', repairs: [] });
      return Promise.resolve({ run: 'r1', exchange: exchangeOf({ answer }) });
    };
    const { call, stream } = chatCall({ request: withFigure });
    await answerChat(services, call);
    const [thinking, thought, running, long] = stream.of('progress').map(String);
    expect([thinking, thought, running]).toEqual([
      'Turn 1: thinking',
      'Look closer \\(at 1.5×\\).',
      'Turn 1: running Python',
    ]);
    expect(long).toHaveLength(160);
  });

  it('goes on with the run of its thread, and suggests what was not asked', async () => {
    ending = () => Promise.resolve({ run: 'r1', exchange: exchangeOf({ answer }) });
    const first = 'What does this figure show?';
    const one = chatCall({ request: { ...withFigure, prompt: first } });
    const result = await answerChat(services, one.call);
    expect(followups(result).map(({ prompt }) => prompt)).not.toContain(first);
    const two = chatCall({ request: { prompt: 'How many objects are there?' }, before: [result] });
    const next = await answerChat(services, two.call);
    expect(asked[1]?.about).toEqual({ run: 'r1' });
    const suggested = followups(next).map(({ prompt }) => prompt);
    expect(suggested.length).toBeGreaterThan(0);
    expect(suggested).not.toContain(first);
    expect(suggested).not.toContain('How many objects are there?');
    // VS Code keeps it as JSON.
    expect(JSON.parse(JSON.stringify(next.metadata))).toEqual(next.metadata);
  });

  it('without words asks what the figure shows', async () => {
    ending = () => Promise.resolve({ run: 'r1', exchange: exchangeOf({ answer }) });
    await answerChat(services, chatCall({ request: { ...withFigure, prompt: ' ' } }).call);
    expect(asked[0]?.question.question).toBe('What does this figure show?');
  });

  it('tells why there is no answer, with the run', async () => {
    const failed = { kind: 'modelError' as const, message: 'The server is down.' };
    ending = () => Promise.resolve({ run: 'r1', exchange: exchangeOf({ failed }) });
    const { call, stream } = chatCall({ request: withFigure });
    const result = await answerChat(services, call);
    expect(result).toMatchObject({
      errorDetails: { message: 'The server is down.' },
      metadata: { run: 'r1' },
    });
    expect(stream.of('button')).toHaveLength(1);
  });

  it('says in the chat why it was not begun', async () => {
    ending = () => Promise.reject(new Error('Nothing was sent to [lab].'));
    const result = await answerChat(services, chatCall({ request: withFigure }).call);
    expect(result).toEqual({ errorDetails: { message: 'Nothing was sent to \\[lab\\].' } });
    expect(followups(result)).toEqual([]);
  });

  it('is stopped by the user without an error', async () => {
    const source = new CancellationTokenSource();
    const failed = { kind: 'cancelled' as const, message: 'Stopped.' };
    ending = ({ signal }) => {
      source.cancel();
      expect(signal.aborted).toBe(true);
      return Promise.resolve({ run: 'r1', exchange: exchangeOf({ failed }) });
    };
    const result = await answerChat(services, chatCall({ request: withFigure, source }).call);
    expect(result.errorDetails).toBeUndefined();
    expect(result.metadata).toMatchObject({ run: 'r1' });
  });

  it('needs a figure, and says how to give one', async () => {
    const { call, stream } = chatCall();
    expect(await answerChat(services, call)).toEqual({});
    expect(stream.text).toContain('Which figure?');
    expect(stream.of('button')).toMatchObject([
      { command: 'figscope.ask' },
      { command: 'figscope.openSample' },
    ]);
  });

  it.each([undefined, 'inspect'])('is refused in a restricted workspace (%s)', async (command) => {
    workspace.isTrusted = false;
    const { call } = chatCall({ request: { ...withFigure, command } });
    const { errorDetails } = await answerChat(services, call);
    expect(errorDetails?.message).toContain('restricted workspace');
    expect([...asked, ...cells]).toEqual([]);
  });
});

describe('/inspect', () => {
  const seen = {
    kind: 'photo',
    confidence: 0.5,
    text: ['[a](command:b) <i>'],
    facts: {},
    pixel_size: null,
  };

  it('tells what can be read off each figure; none of it acts as Markdown', async () => {
    stdout = JSON.stringify(seen);
    const references = [cellsPng, cellsPng];
    const { call, stream } = chatCall({ request: { command: 'inspect', references } });
    expect(await answerChat(services, call)).toEqual({});
    expect(cells).toHaveLength(2);
    expect(asked).toEqual([]);
    expect(stream.text).toContain('- **Kind**: photo \\(confidence 50 %\\)');
    expect(stream.text).toContain('- **Text**: \\[a\\]\\(command:b\\) \\<i\\>');
    expect(stream.text).toContain('- a \\[note\\]\\(command:x\\)');
  });

  it('takes the figures of the run that the thread is about', async () => {
    stdout = JSON.stringify(seen);
    const before = [{ metadata: { run: 'r1', questions: [] } }];
    await answerChat(services, chatCall({ request: { command: 'inspect' }, before }).call);
    expect(cells[0]?.about).toEqual({ run: 'r1' });
  });
});
