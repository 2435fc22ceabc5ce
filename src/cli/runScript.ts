import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { DEFAULT_LIMITS } from '../reasoning/limits.ts';
import type { Observation } from '../reasoning/sandbox.ts';
import { EXIT, UsageError } from './exit.ts';
import { readFigures } from './figures.ts';
import { saveImages, type SavedImage } from './images.ts';
import { describeFrame } from './render.ts';
import { inSandbox } from './inSandbox.ts';
import type { SandboxFlags } from './sandboxes.ts';
import { terminalOn } from './terminal.ts';

export interface RunScriptOptions extends SandboxFlags {
  readonly figure: readonly string[];
  readonly out: string;
  readonly page?: number;
  /** Seconds. */
  readonly timeout: number;
  readonly json?: boolean;
}

/** `figscope run`: a user's script as one cell, in the same sandbox that model-written code gets. */
export async function runScriptCommand(
  script: string,
  options: RunScriptOptions,
  signal: AbortSignal,
): Promise<number> {
  const code = await readScript(script);
  const figures = await readFigures(options.figure, options.page);
  const limits = {
    ...DEFAULT_LIMITS.cell,
    timeMs: options.timeout * 1000,
    images: 100,
    // Saved for the user, not sent to a model: full size.
    imagePixels: 100_000_000,
  };
  const job = { figures, code, limits, status: `Running ${script}…` };
  return inSandbox(job, options, signal, async (observation) => {
    const images = await saveImages(observation.images, resolve(options.out));
    if (options.json) printJson(observation, images);
    else print(observation, images, script);
    return observation.error ? EXIT.notAnswered : EXIT.answered;
  });
}

async function readScript(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    throw new UsageError(
      `The script ${path} cannot be read: ${error instanceof Error ? error.message : String(error)}`,
    );
  }
}

function printJson(observation: Observation, images: readonly SavedImage[]): void {
  const { stdout, stderr, value, error, notes, durationMs } = observation;
  const result = { schema: 'figscope.cell/1', stdout, stderr, value, error, images, notes };
  process.stdout.write(`${JSON.stringify({ ...result, timings: { totalMs: durationMs } })}\n`);
}

function print(observation: Observation, images: readonly SavedImage[], script: string): void {
  const out = terminalOn(process.stdout);
  const err = terminalOn(process.stderr);
  out.write(observation.stdout);
  err.write(observation.stderr);
  if (observation.value !== undefined) out.line(observation.value);
  for (const note of observation.notes) err.line(err.style('dim', `note: ${note}`));
  for (const image of images) {
    const frame = image.frame ? `, shows ${describeFrame(image.frame)}` : '';
    out.line(`${image.path} (${image.width} × ${image.height}${frame})`);
  }
  const { error } = observation;
  if (!error) return;
  const line = error.line === undefined ? '' : `, line ${error.line}`;
  err.line(`${err.style('red', error.type)} in ${script}${line}: ${error.message}`);
  if (error.source) err.line(`    ${error.source.trim()}`);
}
