import { beforeEach, expect, it } from 'vitest';
import { benchReport } from '../../../../src/extension/models/local/benchReport.ts';
import { progressWords } from '../../../../src/extension/models/local/progressWords.ts';
import { transferWords } from '../../../../src/extension/models/local/transfer.ts';
import type { LoadedModel } from '../../../../src/models/local/index.ts';
import { env, fake } from '../../../fixtures/vscode.ts';

beforeEach(() => {
  fake.reset();
  env.language = 'en';
});

const model: LoadedModel = {
  architecture: 'Qwen3VLForConditionalGeneration',
  device: 'webgpu',
  dtype: { decoder_model_merged: 'q4f16' },
  threads: 6,
  contextTokens: 16_384,
  cache: 'device',
  images: true,
  pixelsPerToken: 1024,
  thinking: false,
  loadMs: 3000,
  memory: { neededBytes: 2_500_000_000, availableBytes: 12_000_000_000 },
  measured: [],
  notices: ['No *DeepStack*.'],
};

it('tells what a local model does before its reply', () => {
  expect(progressWords({ doing: 'loading', part: 'vision encoder', device: 'WebGPU' })).toBe(
    'Loading the model: vision encoder (WebGPU)',
  );
  expect(progressWords({ doing: 'measuring', device: 'CPU' })).toBe('Measuring the model: CPU');
  expect(progressWords({ doing: 'reading', done: 1536, total: 2871, cached: 1024 })).toBe(
    'Reading the prompt: 1,536 of 2,871 tokens, 1,024 known',
  );
  env.language = 'de';
  expect(progressWords({ doing: 'reading', done: 1536, total: 2871, cached: 0 })).toBe(
    'Reading the prompt: 1.536 of 2.871 tokens',
  );
});

it('tells how far a transfer is', () => {
  const moved = { type: 'progress', files: [], filesDone: 1, filesTotal: 9 } as const;
  expect(
    transferWords({
      ...moved,
      doneBytes: 726_000_000,
      totalBytes: 1_770_000_000,
      bytesPerSecond: 12_300_000,
      secondsLeft: 85,
    }),
  ).toBe('41 % · 726 MB of 1.8 GB · 12 MB a second · 85 s left');
  // The size of a file is not known.
  expect(transferWords({ ...moved, doneBytes: 5_400_000 })).toBe('5.4 MB');
  expect(transferWords({ type: 'checking', path: 'onnx/a.onnx' })).toBe('checking a.onnx');
});

it('shows what was measured as a table, with why one is chosen', () => {
  const report = benchReport({
    entry: { name: 'tiny', folder: '/models/tiny' },
    model,
    measured: [
      {
        device: 'webgpu',
        prefillTokensPerSecond: 512.4,
        decodeTokensPerSecond: 61.23,
        loadMs: 4200,
      },
      { device: 'cuda', problem: 'libonnxruntime | is not installed' },
    ],
    image: { width: 768, height: 576, promptTokens: 540, visionMs: 800, prefillMs: 1500 },
  });
  expect(report).toContain('| WebGPU | 512 tokens/s | 61.2 tokens/s | 4.2 s | chosen |');
  expect(report).toContain('| CUDA | – | – | – | libonnxruntime \\| is not installed |');
  expect(report).toContain('WebGPU is chosen');
  expect(report).toContain('seen in 0.8 s, read in 1.5 s');
  expect(report).toContain('No \\*DeepStack\\*.');
  const named = benchReport({
    entry: { name: 'tiny', folder: '/m', device: 'webgpu' },
    model,
    measured: [],
  });
  expect(named).toContain('WebGPU is what the settings ask for.');
});
