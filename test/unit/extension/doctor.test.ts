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
