import type { Figure } from '../figures/figure.ts';
import { readFigure } from '../figures/readFigure.ts';
import { DEFAULT_LIMITS } from '../reasoning/limits.ts';
import {
  INSPECTION_CELL,
  inspectionLines,
  inspectionResult,
  readInspection,
  type Inspection,
} from '../sandbox/inspection.ts';
import { EXIT } from './exit.ts';
import { inSandbox } from './inSandbox.ts';
import type { SandboxFlags } from './sandboxes.ts';
import { terminalOn, type Terminal } from './terminal.ts';
import { wrap } from './wrap.ts';

export interface InspectOptions extends SandboxFlags {
  readonly page?: number;
  readonly json?: boolean;
}

/** `figscope inspect`: what the header says and what figkit sees. */
export async function inspectCommand(
  path: string,
  options: InspectOptions,
  signal: AbortSignal,
): Promise<number> {
  const figure = await readFigure(path, {
    id: 'image_1',
    ...(options.page === undefined ? {} : { page: options.page }),
  });
  const limits = { ...DEFAULT_LIMITS.cell, timeMs: 60_000 };
  const job = { figures: [figure], code: INSPECTION_CELL, limits, status: 'Looking…' };
  return inSandbox(job, options, signal, async (observation, sandboxNotices) => {
    const seen = readInspection(observation);
    const notices = [...figure.notices, ...sandboxNotices, ...observation.notes];
    if (options.json)
      process.stdout.write(`${JSON.stringify(inspectionResult(figure, seen, notices))}\n`);
    else print(figure, seen, notices, terminalOn(process.stdout));
    return EXIT.answered;
  });
}

function print(figure: Figure, seen: Inspection, notices: readonly string[], out: Terminal): void {
  const fact = (name: string, value: string) =>
    out.line(`${out.style('dim', name.padEnd(12))}${hanging(value, out.columns)}`);
  fact('Figure', figure.name);
  fact(
    'File',
    `${figure.format.toUpperCase()}, ${figure.width} × ${figure.height}, ${figure.channels} × ${figure.bitDepth} bit` +
      (figure.pages > 1 ? `, page ${figure.page} of ${figure.pages}` : ''),
  );
  for (const [name, words] of inspectionLines(seen)) fact(name, words);
  for (const notice of notices) out.line(out.style('dim', `note: ${notice}`));
}

/** Wrapped beside the names, which take 12 columns. */
function hanging(text: string, columns: number | undefined): string {
  return wrap(text, columns && columns - 12).replaceAll('\n', `\n${' '.repeat(12)}`);
}
