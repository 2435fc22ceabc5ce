import { cp, mkdtemp, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { InferenceError } from '../../../src/inference/errors.ts';
import { bytesField, join as message, numberField } from '../../../src/inference/onnx/protobuf.ts';
import { openSession } from '../../../src/inference/sessions/openSession.ts';
import { fixtureFolder } from '../../fixtures/inference/reference.ts';
import { greedy, openEngine, replyOf } from './engines.ts';

/** Folders of strangers: a sentence about the file, never another exception, a hang or the end of the process. */
let place: string;
let folder: string;
beforeEach(async () => {
  place = await mkdtemp(join(tmpdir(), 'figscope-hostile-'));
  folder = join(place, 'model');
  await cp(fixtureFolder('qwen3vl-gqa'), folder, { recursive: true });
});
afterEach(() => rm(place, { recursive: true }));

const ask = greedy([{ role: 'user', parts: [{ type: 'text', text: 'What is two and one?' }] }]);

async function failureOf(work: Promise<unknown>): Promise<InferenceError> {
  const error: unknown = await work.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  expect(error).toBeInstanceOf(InferenceError);
  return error as InferenceError;
}

describe('files that are damaged or missing', () => {
  it.each([
    ['config.json', '{"architectures": [', /config\.json is not valid JSON/u],
    ['config.json', '{}', /does not say its/u],
    ['tokenizer.json', '{"model": {"type": "BPE"}}', /tokenizer\.json/u],
    ['tokenizer.json', 'not json', /tokenizer\.json/u],
    ['preprocessor_config.json', '{"patch_size": "big"}', /patch_size/u],
    ['preprocessor_config.json', '{"image_std": [0, 0, 0]}', /image_std/u],
    ['chat_template.jinja', '{% for', /chat_template\.jinja/u],
    ['generation_config.json', '[', /generation_config\.json/u],
    ['onnx/decoder_model_merged.onnx', '<html>404</html>', /decoder_model_merged\.onnx/u],
    ['onnx/vision_encoder.onnx', '', /vision_encoder\.onnx/u],
  ])('%s: %s', async (name, content, words) => {
    await writeFile(join(folder, name), content);
    const { kind, message } = await failureOf(openEngine(folder));
    expect(message).toMatch(words);
    expect(['files', 'device']).toContain(kind);
    expect(message).not.toMatch(/\n\s+at /u);
  });

  it.each([
    'config.json',
    'tokenizer.json',
    'chat_template.jinja',
    'onnx/embed_tokens.onnx',
    'onnx/decoder_model_merged.onnx',
  ])('without %s', async (name) => {
    await rm(join(folder, name));
    await rm(join(folder, 'tokenizer_config.json'));
    const { kind, message } = await failureOf(openEngine(folder));
    expect(kind).toBe('files');
    expect(message).toContain(folder);
  });

  it('a decoder that was cut off anywhere', async () => {
    const path = join(folder, 'onnx/decoder_model_merged.onnx');
    const { length } = await readFile(path);
    for (const part of [0.99, 0.5, 0.1, 0.001]) {
      await truncate(path, Math.floor(length * part));
      const { message } = await failureOf(openEngine(folder));
      expect(message).toContain('decoder_model_merged.onnx');
    }
  });

  it('a part in the place of another', async () => {
    await cp(
      join(folder, 'onnx/vision_encoder.onnx'),
      join(folder, 'onnx/decoder_model_merged.onnx'),
    );
    const { kind, message } = await failureOf(openEngine(folder));
    expect(kind).toBe('files');
    expect(message).toMatch(/is not a decoder that Figscope can run/u);
  });
});

describe('templates', () => {
  it.each([
    [
      'that never end',
      '{% for a in range(99999999) %}{% for b in range(99999999) %}{% endfor %}{% endfor %}',
    ],
    ['that fill the memory', "{% for a in range(9999999) %}{{ 'x' * 1000000 }}{% endfor %}"],
    ['that refuse', "{{ raise_exception('only French') }}"],
    ['that look for JavaScript', "{{ messages.constructor.constructor('return process')() }}"],
  ])('%s', async (_, template) => {
    await writeFile(join(folder, 'chat_template.jinja'), template);
    const engine = await openEngine(folder);
    const { kind } = await failureOf(replyOf(engine, ask));
    expect(kind).toBe('prompt');
    await engine.release();
  });
});

describe('memory', () => {
  it('is counted before anything is read, and refused with the numbers', async () => {
    const { kind, message } = await failureOf(openEngine(folder, { memoryBytes: 1024 ** 2 }));
    expect(kind).toBe('memory');
    expect(message).toMatch(/needs about \d.* and 1 MiB are free/u);
  });
});

describe('external data', () => {
  /** A graph whose one constant lies in another file. */
  const outside = (location: string): Uint8Array => {
    const pair = (key: string, value: string): Uint8Array =>
      bytesField(13, message([bytesField(1, key), bytesField(2, value)]));
    const constant = message([
      numberField(1, 2),
      numberField(2, 1),
      bytesField(8, 'secret'),
      pair('location', location),
      numberField(14, 1),
    ]);
    const value = bytesField(
      12,
      message([
        bytesField(1, 'shown'),
        bytesField(
          2,
          bytesField(
            1,
            message([numberField(1, 1), bytesField(2, bytesField(1, numberField(1, 2)))]),
          ),
        ),
      ]),
    );
    const node = message([bytesField(1, 'secret'), bytesField(2, 'shown'), bytesField(4, 'Neg')]);
    const graph = message([
      bytesField(1, node),
      bytesField(2, 'g'),
      bytesField(5, constant),
      value,
    ]);
    return message([numberField(1, 8), bytesField(7, graph), bytesField(8, numberField(2, 17))]);
  };
  const CPU = { device: 'cpu', threads: 1 } as const;

  it('is read beside the model', async () => {
    await writeFile(join(folder, 'onnx/own.bin'), new Uint8Array(Float32Array.of(3, 4).buffer));
    const path = join(folder, 'onnx/x.onnx');
    const session = await openSession({ path, bytes: outside('own.bin') }, CPU);
    const { shown } = await session.run({});
    expect([...((shown?.data ?? []) as Float32Array)]).toEqual([-3, -4]);
    await session.release();
  });

  it.each(['../../secret.bin', '../secret.bin', 'absolute'])(
    'is not read from %s',
    async (where) => {
      await writeFile(join(place, 'secret.bin'), new Uint8Array(8));
      await writeFile(join(folder, 'secret.bin'), new Uint8Array(8));
      const location = where === 'absolute' ? join(place, 'secret.bin') : where;
      const path = join(folder, 'onnx/x.onnx');
      const bytes = outside(location);
      await writeFile(path, bytes);
      for (const source of [path, { path, bytes }]) {
        const { kind } = await failureOf(openSession(source, CPU));
        expect(kind).toBe('device');
      }
    },
  );
});
