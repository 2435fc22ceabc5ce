import { describe, expect, it } from 'vitest';
import { fastest, secondsOfTurn } from '../../../../src/inference/providers/choose.ts';

describe('fastest', () => {
  const cpu = { device: 'cpu', prefillTokensPerSecond: 60, decodeTokensPerSecond: 15 } as const;

  it('weighs reading and writing as a turn needs them', () => {
    expect(secondsOfTurn(cpu)).toBe(10 + 10);
    const reads = {
      device: 'webgpu',
      prefillTokensPerSecond: 600,
      decodeTokensPerSecond: 8,
    } as const;
    expect(fastest([reads, cpu])).toBe('webgpu');
    const slow = {
      device: 'webgpu',
      prefillTokensPerSecond: 50,
      decodeTokensPerSecond: 7,
    } as const;
    expect(fastest([slow, cpu])).toBe('cpu');
  });

  it('takes none that failed or was not measured', () => {
    expect(fastest([{ ...cpu, problem: 'no adapter' }])).toBeUndefined();
    expect(fastest([{ device: 'webgpu' }, cpu])).toBe('cpu');
    expect(fastest([])).toBeUndefined();
  });
});
