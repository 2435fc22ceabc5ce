import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import type {
  About,
  Inquired,
  OneCell,
  OneCellResult,
  OutsideQuestion,
  Sessions,
} from '../../../../src/extension/contracts.ts';
import type { Services } from '../../../../src/extension/services.ts';
import { TOOL } from '../../../../src/extension/tools/ids.ts';
import { tools } from '../../../../src/extension/tools/work.ts';
import {
  CancellationTokenSource,
  fake,
  LanguageModelDataPart,
  LanguageModelTextPart,
  workspace,
} from '../../../fixtures/vscode.ts';
import { figure, observation, shown } from '../../reasoning/fakes.ts';
import { exchangeOf } from '../exchange.ts';

let cells: { about: About; cell: OneCell }[];
let questions: { about: About; question: OutsideQuestion }[];
let cellResult: Partial<OneCellResult>;
let ending: (question: OutsideQuestion) => Promise<Inquired>;

const sessions: Pick<Sessions, 'inquire' | 'runCell'> = {
  runCell: (about, cell) => {
    cells.push({ about, cell });
    cell.signal.throwIfAborted();
    const prepared = [
      { id: 'image_1', width: 9, height: 9, preview: shown([0, 0, 9, 9], 1), notices: [] },
    ];
    return Promise.resolve({
      figures: [figure({ id: 'image_1' })],
      prepared,
      observation: observation({}),
      notices: [],
      ...cellResult,
    });
  },
  inquire: (about, question) => {
    questions.push({ about, question });
    return ending(question);
  },
};
const models = { current: { id: 'm', label: 'Model *M*', where: 'lab.example' } };
const all = tools({ sessions, models } as unknown as Pick<Services, 'sessions' | 'models'>);
const { token } = new CancellationTokenSource();

const confirmed = async (name: keyof typeof all, input: unknown) => {
  const { confirmationMessages } = await all[name].prepare(input);
  if (!confirmationMessages) return undefined;
  const { title, message } = confirmationMessages;
  return { title, message: typeof message === 'string' ? message : message.value };
};

async function call(name: keyof typeof all, input: unknown) {
  const { content } = await all[name].call(input, token as never);
  return {
    texts: content.flatMap((part) => (part instanceof LanguageModelTextPart ? [part.value] : [])),
    images: content.filter((part) => part instanceof LanguageModelDataPart),
  };
}

beforeEach(async () => {
  fake.reset();
  cells = [];
  questions = [];
  cellResult = {};
  const folder = await mkdtemp(join(tmpdir(), 'figscope-tools-'));
  await writeFile(join(folder, 'a.png'), '');
  fake.folder(folder);
});

describe('every tool', () => {
  const inputs = {
    [TOOL.inspect]: { figure: 'a.png' },
    [TOOL.runPython]: { figures: ['a.png'], code: 'print(1)' },
    [TOOL.ask]: { figures: ['a.png'], question: 'How many?' },
  };

  it.each(Object.values(TOOL))('%s does nothing in a restricted workspace', async (name) => {
    workspace.isTrusted = false;
    await expect(all[name].prepare(inputs[name])).rejects.toThrow('restricted workspace');
    await expect(call(name, inputs[name])).rejects.toThrow('restricted workspace');
    expect([...cells, ...questions]).toEqual([]);
  });

  it.each(Object.values(TOOL))('%s refuses wrong input before the user is asked', async (name) => {
    const wrong = { ...inputs[name], other: 1 };
    await expect(all[name].prepare(wrong)).rejects.toThrow('there is no field "other"');
    await expect(call(name, wrong)).rejects.toThrow('there is no field "other"');
  });

  it.each(Object.values(TOOL))('%s is cancelled with its token', async (name) => {
    const source = new CancellationTokenSource();
    source.cancel();
    ending = ({ signal }) => Promise.reject(signal.reason);
    const cancelled = all[name].call(inputs[name], source.token as never);
    await expect(cancelled).rejects.toMatchObject({ name: 'Canceled' });
  });

  it.each(Object.values(TOOL))(
    '%s tells the user of files outside of the workspace',
    async (name) => {
      const outside =
        name === TOOL.inspect ? { figure: '/x/y.png' } : { figures: ['a.png', '/x/y.png'] };
      const { message } = (await confirmed(name, { ...inputs[name], ...outside })) ?? {};
      expect(message).toContain('outside of the workspace');
      expect(message).toContain('\n/x/y.png\n');
    },
  );
});

describe('figscope_inspect', () => {
  const stdout = JSON.stringify({
    kind: 'bar chart',
    confidence: 0.9,
    text: [],
    facts: {},
    pixel_size: null,
  });

  it('asks nothing for a figure of the workspace', async () => {
    expect(await confirmed(TOOL.inspect, { figure: 'a.png' })).toBeUndefined();
  });

  it('gives what is seen, and the picture with its frame in words', async () => {
    cellResult = { observation: observation({ stdout, notes: ['a note'] }), notices: ['a notice'] };
    const { texts, images } = await call(TOOL.inspect, { figure: 'a.png', page: 3 });
    expect(cells[0]?.about).toMatchObject({ figures: [{ kind: 'uri', page: 3 }] });
    expect(JSON.parse(texts[0] ?? '')).toMatchObject({
      schema: 'figscope.inspect/1',
      kind: 'bar chart',
      notices: ['a notice', 'a note'],
    });
    expect(texts[1]).toContain('Image image_1: 64×48 px, shows image_1 region [0, 0, 9, 9] at 1×.');
    expect(images).toMatchObject([{ mimeType: 'image/png' }]);
  });

  it('says that the cell failed', async () => {
    const error = { type: 'ValueError', message: 'it is empty' };
    cellResult = { observation: observation({ error }) };
    await expect(call(TOOL.inspect, { figure: 'a.png' })).rejects.toThrow(
      'could not be described: it is empty',
    );
  });
});

describe('figscope_run_python', () => {
  it('shows the code as it is before it runs', async () => {
    const code = '```\n[Yes](command:evil)\nprint(1)';
    const asked = await confirmed(TOOL.runPython, { figures: ['a.png'], code });
    expect(asked?.title).toContain('Run Python');
    expect(asked?.message).toContain(`\`\`\`\`python\n${code}\n\`\`\`\``);
  });

  it('gives what the cell printed, its value and error, and each image that it showed', async () => {
    const error = { type: 'ValueError', message: 'no', line: 2, source: 'x' };
    cellResult = {
      observation: observation({
        stdout: 'hello\n',
        value: '7',
        error,
        notes: ['clamped'],
        images: [shown([1, 2, 3, 4], 2), shown(undefined, 1)],
      }),
    };
    const code = 'print("hello")';
    const { texts, images } = await call(TOOL.runPython, { figures: ['a.png'], code });
    expect(cells[0]?.cell.code).toBe(code);
    expect(JSON.parse(texts[0] ?? '')).toMatchObject({
      stdout: 'hello\n',
      value: '7',
      error,
      images: 2,
      notes: ['clamped'],
    });
    expect(texts[1]).toMatch(/^Image shown_1: .*image_1 region \[1, 2, 3, 4\] at 2×/u);
    expect(texts[2]).toMatch(/^Image shown_2: .*place in a figure is not known/u);
    expect(images).toHaveLength(2);
  });

  it('cuts what is too long for a model, and says so', async () => {
    cellResult = { observation: observation({ stdout: 'x'.repeat(50_000) }) };
    const { texts } = await call(TOOL.runPython, { figures: ['a.png'], code: '1' });
    const { stdout, notes } = JSON.parse(texts[0] ?? '') as { stdout: string; notes: string[] };
    expect(stdout.length).toBeLessThan(5_000);
    expect(notes.join(' ')).toContain('stdout had 50000 characters');
  });
});

describe('figscope_ask', () => {
  const input = { figures: ['a.png'], question: 'How *many*?' };

  it('says who is asked, where, and that code runs', async () => {
    const asked = await confirmed(TOOL.ask, input);
    expect(asked?.message).toContain('Model \\*M\\* \\(lab.example\\)');
    expect(asked?.message).toContain('The Python that it writes runs');
    expect(asked?.message).toContain('\nHow *many*?\n');
  });

  it('passes the question on and gives the answer with the run', async () => {
    const answer = {
      text: 'Twelve.',
      value: 12,
      unit: 'cells',
      uncertainty: '± 1',
      unbacked: 'no',
    };
    ending = () => Promise.resolve({ run: 'r1', exchange: exchangeOf({ answer }) });
    const region = [1, 2, 30, 40];
    const { texts } = await call(TOOL.ask, { ...input, region, mode: 'images' });
    expect(questions[0]?.question).toMatchObject({
      question: 'How *many*?',
      mode: 'images',
      region: { figure: 'image_1', box: region },
    });
    expect(JSON.parse(texts[0] ?? '')).toMatchObject({
      run: 'r1',
      answered: true,
      answer: 'Twelve.',
      value: 12,
      unit: 'cells',
      uncertainty: '± 1',
      unbacked: 'no',
      warnings: ['mind this'],
    });
    expect(texts[1]).toContain('(command:figscope.openRun?%5B%22r1%22%5D)');
  });

  it('says why there is no answer, and where the run is', async () => {
    const failed = { kind: 'modelError' as const, message: 'The server is down.' };
    ending = () => Promise.resolve({ run: 'r1', exchange: exchangeOf({ failed }) });
    await expect(call(TOOL.ask, input)).rejects.toThrow(
      /no answer: The server is down\. The run r1 is kept/u,
    );
  });

  it('refuses an empty region', async () => {
    const read = all[TOOL.ask].prepare({ ...input, region: [5, 5, 5, 9] });
    await expect(read).rejects.toThrow('The region [5, 5, 5, 9] is empty');
  });
});
