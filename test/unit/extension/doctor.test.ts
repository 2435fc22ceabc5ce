import { expect, it } from 'vitest';
import { doctorReport, type Findings } from '../../../src/extension/doctor/report.ts';

const findings: Findings = {
  system: [['Figscope', '1.2.3']],
  sandbox: {
    usable: false,
    notices: ['Code was not run: /home/ada/tools/node lacks a layer.'],
    node: { path: '/home/ada/tools/node', version: '20.1.0', electron: false, from: 'named' },
    layers: [
      { name: 'file reads', inForce: true, required: true, detail: 'only its own folder' },
      { name: 'file writes', inForce: false, required: true, detail: 'a file could be written' },
    ],
    packages: [{ name: 'numpy', version: '2.2.5', available: true, from: 'bundle' }],
    timings: { ready: 700 },
    reducedAllowed: true,
  },
  local: {
    node: { path: '/home/ada/node', version: '22.1.0', electron: false, from: 'path' },
    machine: {
      runtime: '1.30.0',
      cores: 6,
      freeBytes: 12_000_000_000,
      providers: [
        { device: 'cpu', works: true, detail: '' },
        { device: 'webgpu', works: false, detail: 'No adapter | was found.' },
      ],
    },
    loaded: {
      architecture: 'Qwen3VLForConditionalGeneration',
      device: 'cpu',
      dtype: { decoder_model_merged: 'q4', vision_encoder: 'fp16' },
      threads: 6,
      contextTokens: 16_384,
      cache: 'shared',
      images: true,
      pixelsPerToken: 1024,
      thinking: false,
      loadMs: 3000,
      memory: { neededBytes: 2_500_000_000, availableBytes: 12_000_000_000 },
      measured: [
        { device: 'cpu', decodeTokensPerSecond: 31.4 },
        { device: 'webgpu', problem: 'no adapter' },
      ],
      notices: [],
    },
    folder: '/home/ada/.local/share/figscope/models',
    problems: [],
  },
  models: [
    { id: 'analyst', label: 'Built-in analyst', where: 'this machine' },
    { id: 'lab', label: 'Lab | model', where: 'models.lab' },
  ],
  currentModel: 'lab',
  settings: [['figscope.sandbox.node', '/home/ada/tools/node']],
  runs: 7,
  storageBytes: 12_300_000,
  home: '/home/ada',
};

it('tells what holds on this machine, and what does not', () => {
  const report = doctorReport(findings);
  for (const part of ['1.2.3', 'file reads', 'a file could be written', 'numpy', '12.3 MB', '7'])
    expect(report).toContain(part);
  expect(report).toContain('figscope.sandbox.node');
});

it('tells what local models run on, and why', () => {
  const report = doctorReport(findings);
  for (const part of [
    '22.1.0 (~/node)',
    '1.30.0',
    '12 GB',
    'Qwen3VLForConditionalGeneration',
    '31.4',
    'q4, fp16 · 16,384 tokens of context · 6 threads · needs about 2.5 GB of memory',
    '| WebGPU | no | No adapter \\| was found. |',
    '~/.local/share/figscope/models',
  ])
    expect(report).toContain(part);
});

it('never names the home folder: reports are sent to others', () => {
  const report = doctorReport(findings);
  expect(report).not.toContain('/home/ada');
  expect(report).toContain('~/tools/node');
});

it('keeps its tables whole whatever a name holds', () => {
  const row = doctorReport(findings)
    .split('\n')
    .find((line) => line.includes('models.lab'));
  const bars = row?.match(/(?<!\\)\|/g) ?? [];
  expect(bars).toHaveLength(5);
});
