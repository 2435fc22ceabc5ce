import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeEach, expect, it } from 'vitest';
import { RunLibrary } from '../../../src/extension/history/library.ts';
import { Session } from '../../../src/extension/session/session.ts';
import { fake, Uri } from '../../fixtures/vscode.ts';
import { answer, cell, ScriptedSandbox, shown } from '../reasoning/fakes.ts';
import { atRest, ScriptedSandboxes, sessionParts, SteppedModel } from './sessionParts.ts';

beforeEach(() => fake.reset());

async function library(replies: string[]) {
  const boxes = new ScriptedSandboxes(
    () => new ScriptedSandbox([{ stdout: 'one', images: [shown([0, 0, 20, 20], 2)] }]),
  );
  const made = await sessionParts(new SteppedModel(replies), boxes);
  const session = new Session(made.parts);
  const busy = new Set<string>();
  const deleted: unknown[] = [];
  const history = new RunLibrary(
    made.parts.store,
    (run) => busy.has(run),
    (run, inUse) => {
      deleted.push([run, [...inUse]]);
      return Promise.resolve();
    },
  );
  await session.addFigures([{ kind: 'uri', uri: made.uri }]);
  return { ...made, session, history, busy, deleted };
}

it('lists runs in one line each, newest first, with what became of them', async () => {
  const { session, history, busy, parts, uri } = await library([
    cell('a = 1'),
    answer('There are **\\boxed{3}** [cells](https://x.example)\n\nMore words.'),
    answer('Not answered: too dark.'),
  ]);
  await session.ask({ question: 'How many?' });
  await atRest(session);
  const other = new Session(parts);
  await other.addFigures([{ kind: 'uri', uri }]);
  await other.ask({ question: 'How bright?' });
  await atRest(other);
  const list = await history.list();
  expect(
    list.map(({ question, state, outcome, figures }) => [question, state, outcome, figures]),
  ).toEqual([
    ['How bright?', 'notAnswered', 'too dark.', ['cells.png']],
    ['How many?', 'answered', 'There are 3 cells', ['cells.png']],
  ]);
  busy.add(other.run ?? '');
  expect((await history.list())[0]?.state).toBe('running');
});

it('deletes a run with its images, unless it is at work, and says which files are still in use', async () => {
  const { session, history, busy, deleted, parts } = await library([answer('\\boxed{3}')]);
  await session.ask({ question: 'How many?' });
  await atRest(session);
  const run = session.run ?? '';
  busy.add(run);
  await expect(history.delete(run)).rejects.toThrow('still at work');
  busy.clear();
  let changes = 0;
  history.onDidChange(() => (changes += 1));
  await history.delete(run);
  expect(await readdir(parts.store.root)).toEqual([]);
  expect(deleted).toEqual([[run, []]]);
  expect(changes).toBe(1);
  expect(await history.list()).toEqual([]);
});

it('exports a report where the user wants it', async () => {
  const { session, history, folder } = await library([cell('a = 1'), answer('\\boxed{3}')]);
  await session.ask({ question: 'How many?' });
  await atRest(session);
  const target = join(folder, 'report.md');
  fake.answers.push(Uri.file(target));
  await history.export(session.run ?? '', 'markdown');
  const text = await readFile(target, 'utf8');
  expect(text).toContain('How many?');
  // Images are linked where the run keeps them, from where the report lies.
  expect(text).toContain(`(<runs/${session.run}/t1-1.png>)`);
  expect(fake.said.at(-1)?.text).toContain('report.md');
  await history.export(session.run ?? '', 'html');
  expect(await readdir(folder)).not.toContain('undefined');
});
