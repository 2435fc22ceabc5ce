import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { folderFacts, localProfile } from '../../../../src/models/local/facts.ts';
import { fingerprint } from '../../../../src/models/local/fingerprint.ts';
import { rememberedIn } from '../../../../src/models/local/remembered.ts';
import { specOf } from '../../../../src/models/local/spec.ts';
import { PROFILES } from '../../../../src/reasoning/profiles/index.ts';

function folder(files: Readonly<Record<string, string>>): string {
  const path = mkdtempSync(join(tmpdir(), 'figscope facts '));
  onTestFinished(() => rmSync(path, { recursive: true, force: true }));
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(path, name)), { recursive: true });
    writeFileSync(join(path, name), content);
  }
  return path;
}

const WITH_TOOLS = '{%- if tools %}<tools>…</tools><tool_call>{%- endif %}{{ messages }}';

describe('what is known of a folder before it is loaded', () => {
  it.each([
    [
      'eyes and tools',
      { 'onnx/vision_encoder_q4.onnx': '', 'chat_template.jinja': WITH_TOOLS },
      { images: true, tools: true },
    ],
    [
      'a template in the configuration of the tokenizer',
      {
        'vision_encoder.onnx': '',
        'tokenizer_config.json': JSON.stringify({ chat_template: WITH_TOOLS }),
      },
      { images: true, tools: true },
    ],
    [
      'text alone',
      { 'onnx/decoder_model_merged.onnx': '', 'chat_template.jinja': '{{ messages }}' },
      { images: false, tools: false },
    ],
    ['nothing: then loading says so', {}, { images: true, tools: false }],
  ])('%s', async (_, files, facts) => {
    expect(await folderFacts(folder(files as unknown as Record<string, string>))).toEqual(facts);
  });

  it('and no folder at all', async () => {
    expect(await folderFacts('/no/such/folder')).toEqual({ images: true, tools: false });
  });
});

describe('the profile of a local model', () => {
  const facts = { images: true, tools: true };
  it.each([
    [{ name: 'a', folder: '/m/a', profile: 'thyme' }, facts, 'thyme'],
    [{ name: 'S1-VL-2B', folder: '/m/a' }, facts, 's1vl'],
    [{ name: 'a', folder: '/m/DeepEyesV2-7B/' }, facts, 'deepeyes2'],
    [{ name: 'a', folder: 'C:\\m\\thyme-q4' }, facts, 'thyme'],
    [{ name: 'qwen', folder: '/m/qwen' }, facts, 'tools'],
    [{ name: 'qwen', folder: '/m/qwen' }, { images: true, tools: false }, 's1vl'],
    [{ name: 'qwen', folder: '/m/qwen', profile: 'gone' }, facts, 'tools'],
  ])('%o with %o: %s', (entry, known, id) => {
    expect(localProfile(entry, known, PROFILES).id).toBe(id);
  });
});

describe('remembered measurements', () => {
  const measured = [{ device: 'cpu', decodeTokensPerSecond: 12 }] as const;

  it('belong to the files of a model, the way it is loaded, and a time', async () => {
    const model = folder({ 'config.json': '{}', 'onnx/decoder_model_merged.onnx': 'x' });
    const file = join(folder({}), 'deep', 'measurements.json');
    const memory = rememberedIn(file, import.meta.filename);
    const spec = specOf({ name: 'a' }, model);
    expect(await memory.read(spec)).toEqual([]);
    await memory.write(spec, measured);
    expect(await memory.read(spec)).toEqual(measured);
    expect(await memory.read({ ...spec, label: 'another name' })).toEqual(measured);
    expect(await memory.read({ ...spec, dtype: 'fp16' })).toEqual([]);
    expect(await memory.read({ ...spec, threads: 2 })).toEqual([]);
    const before = await fingerprint(model);
    writeFileSync(join(model, 'onnx/decoder_model_merged.onnx'), 'xy');
    expect(await fingerprint(model)).not.toBe(before);
    expect(await memory.read(spec)).toEqual([]);
  });

  it('are forgotten after a month, and when the file is not what it should be', async () => {
    const file = join(folder({}), 'measurements.json');
    const memory = rememberedIn(file, import.meta.filename);
    const spec = specOf({ name: 'a' }, '/no/such/folder');
    const write = (time: number, key: string) =>
      writeFileSync(file, JSON.stringify({ version: 1, entries: { [key]: { time, measured } } }));
    await memory.write(spec, measured);
    const { entries } = JSON.parse(readFileSync(file, 'utf8')) as {
      entries: Record<string, unknown>;
    };
    const [key = ''] = Object.keys(entries);
    write(Date.now() - 29 * 86_400_000, key);
    expect(await memory.read(spec)).toEqual(measured);
    write(Date.now() - 31 * 86_400_000, key);
    expect(await memory.read(spec)).toEqual([]);
    for (const bad of [
      '',
      '[]',
      '{"version":2,"entries":{}}',
      `{"version":1,"entries":{"${key}":{"time":1,"measured":[{"device":"gpu"}]}}}`,
    ]) {
      writeFileSync(file, bad);
      expect(await memory.read(spec)).toEqual([]);
    }
    await memory.write(spec, measured);
    expect(await memory.read(spec)).toEqual(measured);
  });

  it('that cannot be written are no error', async () => {
    const memory = rememberedIn(
      join(import.meta.filename, 'below-a-file.json'),
      import.meta.filename,
    );
    const spec = specOf({ name: 'a' }, '/no/such/folder');
    await memory.write(spec, measured);
    expect(await memory.read(spec)).toEqual([]);
  });
});
