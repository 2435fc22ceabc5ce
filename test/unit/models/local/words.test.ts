import { describe, expect, it } from 'vitest';
import { processEnvironment } from '../../../../src/models/local/environment.ts';
import { lastWords } from '../../../../src/models/local/lastWords.ts';
import { loadedWords, measuredWords } from '../../../../src/models/local/loadedWords.ts';
import { loadProgress, progressWords } from '../../../../src/models/local/progress.ts';
import { MODEL } from '../../../fixtures/inferenceChild/script.ts';

describe('the environment of the process', () => {
  it('has what libraries and drivers need, and nothing else', () => {
    const env = {
      PATH: '/bin',
      Path: 'C:\\bin',
      HOME: '/home/me',
      LD_LIBRARY_PATH: '/lib',
      VK_ICD_FILENAMES: '/icd.json',
      CUDA_VISIBLE_DEVICES: '0',
      SystemRoot: 'C:\\Windows',
      XDG_RUNTIME_DIR: '/run',
      HF_TOKEN: 'secret',
      NODE_OPTIONS: '--require evil',
      LD_PRELOAD: 'evil.so',
      FIGSCOPE_API_KEY: 'secret',
      UNSET: undefined,
    };
    const {
      HF_TOKEN: _,
      NODE_OPTIONS: _o,
      LD_PRELOAD: _l,
      FIGSCOPE_API_KEY: _k,
      UNSET: _u,
      ...kept
    } = env;
    expect(processEnvironment(env, false)).toEqual(kept);
    expect(processEnvironment({}, true)).toEqual({ ELECTRON_RUN_AS_NODE: '1' });
  });
});

describe('the last words of a process', () => {
  it.each([
    ['', undefined],
    ['Loading…\nready\n', undefined],
    [
      '\u001b[1;31m2026-11-23 06:00:00.123456 [E:onnxruntime:Default, provider_bridge_ort.cc:2210 TryGetProviderInfo] Failed to load library libcudnn.so.9\u001b[m\n',
      'Failed to load library libcudnn.so.9',
    ],
    [
      "file:///x/child.mjs:10\n    throw new Error('no');\n    ^\n\nError: no memory\n    at f (file:///x/child.mjs:10:5)\n\nNode.js v24.0.0\n",
      'Error: no memory',
    ],
    [
      "terminate called after throwing an instance of 'std::bad_alloc'\n  what():  std::bad_alloc\n",
      'what():  std::bad_alloc',
    ],
    ['error: segfault at 0x7f001122aabb\n', undefined],
  ])('%j', (stderr, words) => {
    expect(lastWords(stderr)).toBe(words);
  });

  it('are short', () => {
    expect(lastWords(`Error: ${'x'.repeat(1000)}`)).toHaveLength(240);
  });
});

it('what was measured, in words', () => {
  expect(
    [
      { device: 'cpu', decodeTokensPerSecond: 8.123 } as const,
      { device: 'webgpu', problem: 'no adapter.' } as const,
      { device: 'dml' } as const,
    ].map(measuredWords),
  ).toEqual(['CPU 8.12 tokens/s', 'WebGPU does not work: no adapter', 'DirectML']);
});

describe('how a model was loaded, in words', () => {
  it('names the place, the weights, the context and what was measured', () => {
    const measured = [
      { device: 'webgpu', decodeTokensPerSecond: 41.26, prefillTokensPerSecond: 900 },
      { device: 'cpu', decodeTokensPerSecond: 8.123, prefillTokensPerSecond: 90 },
      { device: 'cuda', problem: 'libcudnn.so.9 is missing.' },
    ] as const;
    expect(loadedWords('Tiny', { ...MODEL, device: 'webgpu', loadMs: 3210, measured })).toBe(
      'Tiny runs on WebGPU (q4, 4,096 tokens of context), loaded in 3.2 s. Measured: WebGPU 41.3 tokens/s; CPU 8.12 tokens/s.',
    );
  });
});

it('progress in words', () => {
  expect(
    [
      { doing: 'waiting' } as const,
      { doing: 'loading' } as const,
      loadProgress({ type: 'reading', part: 'decoder_model_merged', device: 'cuda' }),
      loadProgress({ type: 'measuring', device: 'cpu' }),
      { doing: 'reading', done: 512, total: 2048, cached: 0 } as const,
      { doing: 'reading', done: 1536, total: 2048, cached: 1024 } as const,
    ].map(progressWords),
  ).toEqual([
    'Waiting for another reply of the local model…',
    'Loading the model…',
    'Loading the model: decoder (CUDA)…',
    'Measuring the model on CPU…',
    'Reading the prompt: 512 of 2,048 tokens',
    'Reading the prompt: 1,536 of 2,048 tokens (1,024 cached)',
  ]);
});
