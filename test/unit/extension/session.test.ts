import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { Session } from '../../../src/extension/session/session.ts';
import { timeline } from '../../../src/runs/timeline.ts';
import { fake, workspace } from '../../fixtures/vscode.ts';
import { answer, cell, ScriptedSandbox, shown } from '../reasoning/fakes.ts';
import { atRest, ScriptedSandboxes, sessionParts, SteppedModel } from './sessionParts.ts';

beforeEach(() => fake.reset());

const seen = [{ stdout: 'one', images: [shown([0, 0, 20, 20], 2)] }];
const sandboxes = (observations: ConstructorParameters<typeof ScriptedSandbox>[0] = seen) =>
  new ScriptedSandboxes(() => new ScriptedSandbox(observations));

async function asked(question = 'How many?', more: Parameters<typeof sessionParts>[2] = {}) {
  const model = new SteppedModel([cell('a = 1'), answer('\\boxed{3}')]);
  const boxes = sandboxes();
  const made = await sessionParts(model, boxes, more);
  const session = new Session(made.parts);
  await session.addFigures([{ kind: 'uri', uri: made.uri }]);
  await session.ask({ question });
  await atRest(session);
  return { ...made, session, model, boxes };
}

describe('a session', () => {
  it('asks, records each event, and shows the images of its run and no other file', async () => {
    const { session, parts } = await asked();
    const [exchange] = timeline(session.events);
    expect(exchange?.answer?.value).toBe(3);
    expect(session.state).toMatchObject({
      phase: 'idle',
      figuresFixed: true,
      draft: { question: '' },
    });
    const stored = await parts.store.readStored(session.run ?? '');
    expect(stored.events).toEqual(session.events);
    const file = exchange?.turns[0]?.observation?.images[0]?.file ?? '';
    expect((await session.runImage(file)).bytes.length).toBeGreaterThan(0);
    await expect(session.runImage('run.jsonl')).rejects.toThrow('no image run.jsonl');
    await expect(session.runImage('../../cells.png')).rejects.toThrow('no image');
  });

  it('says what a local model does before its reply, and keeps none of it', async () => {
    const model = new SteppedModel([]);
    let open = (): void => undefined;
    const gate = new Promise<void>((resolve) => (open = resolve));
    const reply = answer('\\boxed{3}');
    model.stream = async function* () {
      yield { type: 'progress', progress: { doing: 'loading', part: 'decoder', device: 'CPU' } };
      yield { type: 'progress', progress: { doing: 'reading', done: 512, total: 900, cached: 0 } };
      await gate;
      yield { type: 'text', text: reply };
    };
    const { parts, uri } = await sessionParts(model, sandboxes());
    const session = new Session(parts);
    const activities: string[] = [];
    session.onDidChange(() => activities.push(session.activity.words));
    await session.addFigures([{ kind: 'uri', uri }]);
    await session.ask({ question: 'How many?' });
    await vi.waitFor(() =>
      expect(session.activity.words).toBe('Reading the prompt: 512 of 900 tokens'),
    );
    expect(activities).toContain('Loading the model: decoder (CPU)');
    open();
    await atRest(session);
    expect(session.activity).toEqual({ phase: 'idle', words: '' });
    expect(activities.slice(activities.indexOf('Reading the prompt: 512 of 900 tokens'))).toContain(
      'Thinking',
    );
    expect(JSON.stringify(session.events)).not.toContain('Reading the prompt');
    expect(timeline(session.events)[0]?.answer?.value).toBe(3);
  });

  it('says that it is stopping, whatever the model still tells', async () => {
    const model = new SteppedModel([]);
    let open = (): void => undefined;
    const gate = new Promise<void>((resolve) => (open = resolve));
    model.stream = async function* () {
      yield { type: 'progress', progress: { doing: 'loading' } };
      await gate;
      yield { type: 'progress', progress: { doing: 'reading', done: 1, total: 2, cached: 0 } };
    };
    const { parts, uri } = await sessionParts(model, sandboxes());
    const session = new Session(parts);
    const activities: string[] = [];
    session.onDidChange(() => activities.push(session.activity.words));
    await session.addFigures([{ kind: 'uri', uri }]);
    await session.ask({ question: 'How many?' });
    await vi.waitFor(() => expect(session.activity.words).toBe('Loading the model'));
    session.stop();
    open();
    await atRest(session);
    expect(activities).toContain('Stopping');
    expect(activities.some((words) => words.startsWith('Reading the prompt'))).toBe(false);
  });

  it('refuses to work in a restricted workspace, and says why', async () => {
    const boxes = sandboxes();
    const { parts, uri } = await sessionParts(new SteppedModel([]), boxes);
    workspace.isTrusted = false;
    const session = new Session(parts);
    await session.addFigures([{ kind: 'uri', uri }]);
    await expect(session.ask({ question: 'How many?' })).rejects.toThrow('restricted workspace');
    expect(session.state).toMatchObject({ trusted: false, phase: 'idle' });
    expect(session.state.figures[0]?.picture).toBe('original');
    expect((await session.figure('image_1').picture()).mime).toBe('image/png');
    expect(boxes.made).toHaveLength(0);
  });

  it('refuses re-runs of a past run in a restricted workspace', async () => {
    const { session, boxes } = await asked();
    workspace.isTrusted = false;
    await expect(session.rerun(1, 'a = 2')).rejects.toThrow('restricted workspace');
    expect(boxes.made[0]?.cells).toHaveLength(1);
  });

  it('tells of figures that cannot be read and keeps the others', async () => {
    const { parts, folder, uri } = await sessionParts(new SteppedModel([]), sandboxes());
    const broken = join(folder, 'broken.png');
    await writeFile(broken, 'not a picture');
    const session = new Session(parts);
    const { Uri } = await import('vscode');
    await session.addFigures([
      { kind: 'uri', uri: Uri.file(broken) },
      { kind: 'uri', uri },
    ]);
    expect(session.state.figures.map(({ id, name }) => [id, name])).toEqual([
      ['image_1', 'cells.png'],
    ]);
    expect(session.state.problem?.text).toContain('broken.png');
    await expect(session.ask({ question: '  ' })).rejects.toThrow('Type a question');
  });

  it('asks once more without the images, with consent, and records what came of it', async () => {
    const { session, model, parts } = await asked();
    expect(session.state.run?.canCheckGain).toBe(true);
    model.replies.push(answer('\\boxed{2}'));
    await session.checkGain();
    expect(session.activity.words).toBe('Asking once more without the images');
    await atRest(session);
    const [exchange] = timeline(session.events);
    expect(exchange?.answer?.value).toBe(3);
    expect(exchange?.gainCheck).toMatchObject({ effect: 'changed', withheld: ['t1-1'] });
    const again = new Session(parts);
    await again.openRun(session.run ?? '');
    expect(timeline(again.events)[0]?.gainCheck?.without.value).toBe(2);
    expect(again.state.run?.canCheckGain).toBe(true);
    model.replies.push(answer('\\boxed{3}'));
    await again.checkGain();
    await atRest(again);
    expect(timeline(again.events)[0]?.gainCheck?.effect).toBe('same');
  });

  it('has nothing to check when only the region of the question was shown', async () => {
    const model = new SteppedModel([answer('\\boxed{3}')]);
    const { parts, uri } = await sessionParts(model, sandboxes());
    const session = new Session(parts);
    await session.addFigures([{ kind: 'uri', uri }]);
    await session.ask({ question: 'How many?', region: { figure: 'image_1', box: [0, 0, 9, 9] } });
    await atRest(session);
    expect(timeline(session.events)[0]?.turns[0]?.observation?.images).toHaveLength(1);
    expect(session.state.run?.canCheckGain).toBe(false);
  });

  it('has nothing to check when the model is another now, or nothing was shown', async () => {
    const { session, parts } = await asked();
    fake.settings.set('figscope.model', 'analyst');
    expect(session.state.run?.canCheckGain).toBe(false);
    await expect(session.checkGain()).rejects.toThrow('nothing to check');
    expect(parts.models.current.id).toBe('analyst');
    fake.reset();
    const model = new SteppedModel([answer('\\boxed{3}')]);
    const plain = await sessionParts(model, sandboxes([]));
    const blind = new Session(plain.parts);
    await blind.addFigures([{ kind: 'uri', uri: plain.uri }]);
    await blind.ask({ question: 'How many?' });
    await atRest(blind);
    expect(blind.state.run?.canCheckGain).toBe(false);
  });

  it('stops, keeps what there is, and asks again', async () => {
    // The stopped reply takes one as well when it is let go.
    const model = new SteppedModel([answer('\\boxed{0}'), answer('\\boxed{1}')]);
    let release = (): void => undefined;
    model.go = new Promise<void>((done) => (release = done));
    const { parts, uri } = await sessionParts(model, sandboxes());
    const session = new Session(parts);
    await session.addFigures([{ kind: 'uri', uri }]);
    await session.ask({ question: 'How many?' });
    await expect(session.ask({ question: 'Another?' })).rejects.toThrow('still at work');
    while (session.activity.phase !== 'thinking') await new Promise((done) => setTimeout(done, 5));
    session.stop();
    expect(session.state.phase).toBe('stopping');
    await atRest(session);
    expect(timeline(session.events)[0]?.failed?.kind).toBe('cancelled');
    release();
    await expect.poll(() => model.replies.length).toBe(1);
    await session.retry();
    await atRest(session);
    expect(timeline(session.events).at(-1)?.answer?.value).toBe(1);
    expect(timeline(session.events)).toHaveLength(2);
  });

  it('leaves no run behind when Python does not start, and keeps the question', async () => {
    const boxes = sandboxes();
    boxes.refusal = 'NotIsolated';
    const { parts, uri } = await sessionParts(new SteppedModel([]), boxes);
    const session = new Session(parts);
    await session.addFigures([{ kind: 'uri', uri }]);
    const failing = new ScriptedSandbox();
    failing.start = () => Promise.reject(new Error('layers are missing'));
    boxes.create = () => Promise.resolve(failing);
    await session.ask({ question: 'How many?' });
    await atRest(session);
    expect(session.run).toBeUndefined();
    expect(await parts.store.list()).toEqual([]);
    expect(session.state.draft.question).toBe('How many?');
    expect(session.state.problem?.text).toContain('layers are missing');
    expect(session.state.problem?.actions.map(({ id }) => id)).toContain('allowReduced');
  });

  it('asks for consent before a figure leaves the machine', async () => {
    const model = new SteppedModel([answer('\\boxed{1}')]);
    const told: unknown[] = [];
    let yes = false;
    const consent = (host: string, figures: readonly string[]) => {
      told.push([host, ...figures]);
      return Promise.resolve(yes);
    };
    const { parts, uri } = await sessionParts(model, sandboxes(), { host: 'models.lab', consent });
    const session = new Session(parts);
    await session.addFigures([{ kind: 'uri', uri }]);
    await expect(session.ask({ question: 'How many?' })).rejects.toThrow('models.lab');
    expect(model.requests).toHaveLength(0);
    expect(session.busy).toBe(false);
    yes = true;
    await session.ask({ question: 'How many?' });
    await atRest(session);
    expect(told).toEqual([
      ['models.lab', 'cells.png'],
      ['models.lab', 'cells.png'],
    ]);
    expect(model.requests).toHaveLength(1);
  });
});

describe('a run of the history', () => {
  it('is reopened as it was, and goes on with its variables brought back', async () => {
    const { session: first, parts } = await asked();
    const model = new SteppedModel([answer('\\boxed{4}')], 'other');
    parts.models.add({ model });
    fake.settings.set('figscope.model', 'other');
    const boxes = sandboxes();
    const again = new Session({ ...parts, sandboxes: boxes as never });
    await again.openRun(first.run ?? '');
    expect(again.events).toEqual(first.events);
    expect(again.state.run).toMatchObject({ state: 'kept', canContinue: true });
    await again.ask({ question: 'And now?' });
    await atRest(again);
    expect(boxes.made[0]?.cells.map(({ code }) => code)).toEqual(['a = 1']);
    expect(timeline(again.events).at(-1)?.answer?.value).toBe(4);
    const stored = await parts.store.readStored(first.run ?? '');
    expect(stored.events).toEqual(again.events);
  });

  it('can be looked at but not go on when its figure has changed or is gone', async () => {
    const { session: first, parts, path } = await asked();
    await writeFile(path, Uint8Array.from([...(await readBytes(path)), 0]));
    const changed = new Session(parts);
    await changed.openRun(first.run ?? '');
    expect(changed.state.run).toMatchObject({ canContinue: false });
    expect(changed.state.run?.whyNot).toContain('cells.png has changed');
    expect((await changed.figure('image_1').picture()).bytes.length).toBeGreaterThan(0);
    await expect(changed.ask({ question: 'More?' })).rejects.toThrow('has changed');
  });

  it('that a closing window cut off is found as interrupted, with all its turns', async () => {
    const model = new SteppedModel([cell('a = 1'), answer('\\boxed{9}')]);
    const { parts, uri } = await sessionParts(model, sandboxes());
    const session = new Session(parts);
    await session.addFigures([{ kind: 'uri', uri }]);
    await session.ask({ question: 'How many?' });
    const seenCell = new Promise<void>((done) =>
      session.onDidAddEvent(({ event }) => {
        if (event.type !== 'observation') return;
        model.go = new Promise(() => undefined);
        done();
      }),
    );
    await seenCell;
    const run = session.run ?? '';
    await session.dispose();
    const again = new Session(parts);
    await again.openRun(run);
    expect(again.state.run?.state).toBe('interrupted');
    expect(timeline(again.events)[0]?.turns[0]?.observation?.stdout).toBe('one');
    model.go = Promise.resolve();
    await again.retry();
    await atRest(again);
    expect(timeline(again.events).at(-1)?.answer?.value).toBe(9);
  });
});

describe('what outlives a reload', () => {
  it('figures, draft and mode of a session that has asked nothing', async () => {
    const { parts, uri } = await sessionParts(new SteppedModel([]), sandboxes());
    const session = new Session(parts);
    await session.addFigures([{ kind: 'uri', uri }]);
    session.keepDraft({ question: 'How ma', region: { figure: 'image_1', box: [1, 2, 3, 4] } });
    session.setMode('images');
    await expect.poll(() => parts.kept.get(session.id)?.mode).toBe('images');
    const kept = parts.kept.get(session.id);
    const again = new Session(parts, session.id);
    if (kept) await again.restore(kept);
    expect(again.state).toMatchObject({
      mode: 'images',
      draft: { question: 'How ma', region: { figure: 'image_1', box: [1, 2, 3, 4] } },
      figures: [{ name: 'cells.png' }],
    });
  });

  it('what was typed a moment before the window closes', async () => {
    const { parts, uri } = await sessionParts(new SteppedModel([]), sandboxes());
    const session = new Session(parts);
    await session.addFigures([{ kind: 'uri', uri }]);
    session.keepDraft({ question: 'How many nuc' });
    await session.dispose();
    expect(parts.kept.get(session.id)?.question).toBe('How many nuc');
  });

  it('a figure without a file of its own', async () => {
    const { parts, path } = await sessionParts(new SteppedModel([]), sandboxes());
    const session = new Session(parts);
    const bytes = await readBytes(path);
    await session.addFigures([{ kind: 'bytes', bytes, name: 'clip.png', origin: 'clipboard' }]);
    await expect.poll(() => parts.kept.get(session.id)?.figures.length).toBe(1);
    const again = new Session(parts, session.id);
    const kept = parts.kept.get(session.id);
    if (kept) await again.restore(kept);
    expect(again.state.figures[0]).toMatchObject({ name: 'clip.png', origin: 'clipboard' });
    expect(Uint8Array.from((await again.figure('image_1').picture()).bytes)).toEqual(bytes);
  });
});

async function readBytes(path: string): Promise<Uint8Array> {
  const { readFile } = await import('node:fs/promises');
  return Uint8Array.from(await readFile(path));
}
