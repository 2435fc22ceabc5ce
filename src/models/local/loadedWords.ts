import type { LoadedModel, Measured } from '../../inference/protocol.ts';
import { DEVICE_NAMES } from './spec.ts';

/**
 * How a model was loaded, in a sentence: `Qwen3.5-2B runs on the CPU (4 threads, q4, 16,384 tokens of context), loaded in 3.2 s. Measured: WebGPU 41
 * tokens/s; CPU 8.1 tokens/s.` Providers that do not work are no news in every run: `models bench` and `doctor` tell why.
 */
export function loadedWords(label: string, model: LoadedModel): string {
  const { device, dtype, threads, contextTokens, loadMs, measured } = model;
  const dtypes = [...new Set(Object.values(dtype))].join(' and ');
  const facts = [
    ...(device === 'cpu' ? [`${threads} ${threads === 1 ? 'thread' : 'threads'}`] : []),
    ...(dtypes ? [dtypes] : []),
    `${contextTokens.toLocaleString('en-US')} tokens of context`,
  ].join(', ');
  const where = device === 'cpu' ? 'the CPU' : DEVICE_NAMES[device];
  const found = measured
    .filter(({ decodeTokensPerSecond }) => decodeTokensPerSecond !== undefined)
    .map(measuredWords)
    .join('; ');
  const speeds = found === '' ? '' : ` Measured: ${found}.`;
  return `${label} runs on ${where} (${facts}), loaded in ${(loadMs / 1000).toFixed(1)} s.${speeds}`;
}

/** `CPU 12 tokens/s`, or why it does not work. */
export function measuredWords({ device, decodeTokensPerSecond, problem }: Measured): string {
  const name = DEVICE_NAMES[device];
  if (problem !== undefined) return `${name} does not work: ${problem.replace(/\.$/u, '')}`;
  return decodeTokensPerSecond === undefined
    ? name
    : `${name} ${speed(decodeTokensPerSecond)} tokens/s`;
}

/** Three significant digits. */
export function speed(tokensPerSecond: number): string {
  return Number(tokensPerSecond.toPrecision(3)).toLocaleString('en-US');
}
