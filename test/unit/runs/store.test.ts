import {
  appendFileSync,
  mkdtempSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { RunEvent } from '../../../src/reasoning/events.ts';
import { RunStoreError } from '../../../src/runs/errors.ts';
import { RunStore } from '../../../src/runs/runStore.ts';
import { sampleRun } from '../../fixtures/sampleRun.ts';

const { events } = sampleRun();
let root: string;
let store: RunStore;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'runs-'));
  store = new RunStore(join(root, 'deep', 'runs'));
});
afterEach(() => rmSync(root, { recursive: true }));

async function record(run: string, all: readonly RunEvent[] = events): Promise<string> {
  const writer = await store.create(run, { figscope: '0.1.0', command: ['figscope', 'ask'] });
  for (const event of all) await writer.append(event);
  await writer.close();
  return writer.folder;
}

/** Files come back as Buffers, which compare as different from byte arrays. */
const plainBytes = (all: readonly RunEvent[]) =>
  all.map((event) => {
    if (event.type === 'observation')
      return {
        ...event,
        images: event.images.map((image) => ({ ...image, png: Uint8Array.from(image.png) })),
      };
    if (event.type === 'started')
      return {
        ...event,
        figures: event.figures.map((figure) => ({
          ...figure,
          preview: { ...figure.preview, png: Uint8Array.from(figure.preview.png) },
        })),
      };
    return event;
  });

test('what is read back is what was recorded', async () => {
  await record('run-1');
  const run = await store.read('run-1');
  expect(plainBytes(run.events)).toEqual(plainBytes(events));
  expect(run.problems).toEqual([]);
  expect(run.header).toMatchObject({
    record: 1,
    run: 'run-1',
    figscope: '0.1.0',
    command: ['figscope', 'ask'],
  });
});

test('lines hold file names in place of bytes, and the images lie beside them', async () => {
  const folder = await record('run-1');
  const content = readFileSync(join(folder, 'run.jsonl'), 'utf8');
  expect(content).not.toContain('"png":');
  expect(content).toContain('"file":"t2-1.png"');
  expect(readdirSync(folder).sort()).toEqual([
    'image_1.png',
    'run.jsonl',
    't1-1.png',
    't2-1.png',
    't2-2.png',
    't3-1.png',
  ]);
});

test('an event is in the file as soon as append resolves, images before it', async () => {
  const writer = await store.create('run-1', { figscope: '0' });
  await Promise.all(events.slice(0, 5).map((event) => writer.append(event)));
  const lines = readFileSync(join(writer.folder, 'run.jsonl'), 'utf8').trimEnd().split('\n');
  expect(lines.slice(1).map((line) => (JSON.parse(line) as RunEvent).type)).toEqual(
    events.slice(0, 5).map(({ type }) => type),
  );
  expect(readdirSync(writer.folder)).toContain('image_1.png');
  expect(writer.imagePath('t2-1')).toBe(join(writer.folder, 't2-1.png'));
  await writer.close();
});

test('a last line that was cut anywhere loses that line alone', async () => {
  const folder = await record('run-1', events.slice(0, 4));
  const path = join(folder, 'run.jsonl');
  const content = readFileSync(path);
  const start = content.lastIndexOf('\n', content.length - 2) + 1;
  for (let end = start; end < content.length; end += 1) {
    writeFileSync(path, content.subarray(0, end));
    const run = await store.read('run-1');
    expect(run.events).toHaveLength(3);
    expect(run.problems).toEqual([]);
  }
});

test('a run that was cut can be gone on with', async () => {
  const folder = await record('run-1', events.slice(0, 4));
  appendFileSync(join(folder, 'run.jsonl'), '{"type":"thoughtDe');
  const writer = await store.resume('run-1');
  for (const event of events.slice(4)) await writer.append(event);
  await writer.close();
  expect((await store.read('run-1')).events).toHaveLength(events.length);
});

test('damaged lines and missing images are told and passed over', async () => {
  const folder = await record('run-1');
  const path = join(folder, 'run.jsonl');
  const lines = readFileSync(path, 'utf8').split('\n');
  lines[2] = '{"type":"notice"}';
  writeFileSync(path, lines.join('\n'));
  rmSync(join(folder, 't2-1.png'));
  const run = await store.read('run-1');
  expect(run.events).toHaveLength(events.length - 1);
  expect(run.problems).toHaveLength(2);
  expect(run.problems.join(' ')).toMatch(/Line 3 .*t2-1\.png/);
});

test('a record cannot name files outside its folder', async () => {
  const folder = await record('run-1');
  writeFileSync(join(store.root, 'secret.png'), 'secret');
  const path = join(folder, 'run.jsonl');
  writeFileSync(
    path,
    readFileSync(path, 'utf8').replaceAll('"file":"t2-1.png"', '"file":"../secret.png"'),
  );
  const run = await store.read('run-1');
  expect(run.problems.join()).toMatch(/damaged and was left out/);
  expect(JSON.stringify(run)).not.toContain(Buffer.from('secret').toString('hex'));
});

test('a newer record is told to be newer, a foreign file to be none', async () => {
  const folder = await record('run-1', []);
  writeFileSync(join(folder, 'run.jsonl'), '{"record":99}\n');
  await expect(store.read('run-1')).rejects.toThrow(/newer version of Figscope/);
  writeFileSync(join(folder, 'run.jsonl'), 'hello\n');
  await expect(store.read('run-1')).rejects.toThrow(/no record of a run/);
});

test('runs at the same time do not disturb each other', async () => {
  const names = Array.from({ length: 8 }, (_, i) => `run-${i}`);
  await Promise.all(names.map((name) => record(name)));
  for (const name of names) expect((await store.read(name)).events).toHaveLength(events.length);
});

test('listed newest first; strangers in the folder are passed over; deleted runs are gone', async () => {
  expect(await store.list()).toEqual([]);
  await record('run-a', []);
  await new Promise((resolve) => setTimeout(resolve, 5));
  await record('run-b', []);
  mkdirSync(join(store.root, 'not-a-run'));
  writeFileSync(join(store.root, 'note.txt'), 'x');
  expect((await store.list()).map(({ run }) => run)).toEqual(['run-b', 'run-a']);
  await store.delete('run-a');
  await store.delete('run-a');
  expect((await store.list()).map(({ run }) => run)).toEqual(['run-b']);
});

test('clear errors', async () => {
  await record('run-1', []);
  await expect(store.create('run-1', { figscope: '0' })).rejects.toThrow(/already a run "run-1"/);
  await expect(store.create('../out', { figscope: '0' })).rejects.toThrow(/no run id/);
  await expect(store.delete('..')).rejects.toThrow(/no run id/);
  await expect(store.read('none')).rejects.toThrow(/Cannot read the run .*it is not there/);
  await expect(store.resume('none')).rejects.toBeInstanceOf(RunStoreError);
  writeFileSync(join(root, 'file'), '');
  const blocked = new RunStore(join(root, 'file', 'runs'));
  await expect(blocked.create('run-1', { figscope: '0' })).rejects.toThrow(
    /Cannot make a folder .*not a folder/,
  );
});

test('after a failure every later event fails alike, and the record stays readable', async () => {
  const writer = await store.create('run-1', { figscope: '0' });
  await writer.append(events[0] as RunEvent);
  // A folder in the place of an image: it cannot be written.
  mkdirSync(writer.imagePath('t1-1'));
  const observation = events.find(({ type }) => type === 'observation') as RunEvent;
  await expect(writer.append(observation)).rejects.toBeInstanceOf(RunStoreError);
  await expect(writer.append(events[1] as RunEvent)).rejects.toBeInstanceOf(RunStoreError);
  await writer.close();
  expect((await store.read('run-1')).events).toHaveLength(1);
});

test.runIf(process.platform === 'linux')('a full disk is told in words', async () => {
  const writer = await store.create('run-1', { figscope: '0' });
  await writer.close();
  const { open } = await import('node:fs/promises');
  const { RunWriter } = await import('../../../src/runs/runWriter.ts');
  const full = new RunWriter('run-1', writer.folder, await open('/dev/full', 'a'));
  await expect(full.append(events[1] as RunEvent)).rejects.toThrow(/the disk is full/);
  await full.close();
});
