import { z } from 'zod';
import type { Figure } from '../figures/figure.ts';
import { readFigure } from '../figures/readFigure.ts';
import { DEFAULT_LIMITS } from '../reasoning/limits.ts';
import { EXIT } from './exit.ts';
import { sandboxFor, type SandboxFlags } from './sandboxes.ts';
import { Progress, terminalOn, type Terminal } from './terminal.ts';

export interface InspectOptions extends SandboxFlags {
  readonly page?: number;
  readonly json?: boolean;
}

/** What figkit.describe gives back, as the cell prints it. Unknown facts ride along. */
const description = z.looseObject({
  kind: z.string(),
  confidence: z.number(),
  text: z.array(z.string()).default([]),
  facts: z.record(z.string(), z.unknown()).default({}),
});
type Description = z.infer<typeof description>;

const CELL = `import json
import figkit
print(json.dumps(figkit.describe(image_1).to_dict(), default=str))`;

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
  const progress = new Progress();
  const sandbox = await sandboxFor(options, progress);
  try {
    progress.status('Starting the sandbox…');
    const started = await sandbox.start([figure], {
      maxPreviewPixels: DEFAULT_LIMITS.maxImagePixels,
    });
    progress.status('Looking…');
    const limits = { ...DEFAULT_LIMITS.cell, timeMs: 60_000 };
    const observation = await sandbox.run(CELL, limits, signal);
    progress.clear();
    if (observation.error)
      throw new Error(`The figure could not be described: ${observation.error.message}`);
    const seen = description.parse(JSON.parse(observation.stdout));
    const notices = [...figure.notices, ...started.notices, ...observation.notes];
    if (options.json) process.stdout.write(`${JSON.stringify(json(figure, seen, notices))}\n`);
    else print(figure, seen, notices, terminalOn(process.stdout));
    return EXIT.answered;
  } catch (error) {
    if (!signal.aborted) throw error;
    process.stderr.write('Stopped.\n');
    return EXIT.interrupted;
  } finally {
    progress.clear();
    await sandbox.dispose();
  }
}

function json(figure: Figure, seen: Description, notices: readonly string[]): object {
  const { bytes, notices: _, ...header } = figure;
  return {
    schema: 'figscope.inspect/1',
    figure: { ...header, fileBytes: bytes.length },
    ...seen,
    notices,
  };
}

function print(figure: Figure, seen: Description, notices: readonly string[], out: Terminal): void {
  const fact = (name: string, value: string) =>
    out.line(`${out.style('dim', name.padEnd(12))}${value}`);
  fact('Figure', figure.name);
  fact(
    'File',
    `${figure.format.toUpperCase()}, ${figure.width} × ${figure.height}, ${figure.channels} × ${figure.bitDepth} bit` +
      (figure.pages > 1 ? `, page ${figure.page} of ${figure.pages}` : ''),
  );
  if (figure.pixelSize)
    fact('Pixel size', `${figure.pixelSize.x} × ${figure.pixelSize.y} ${figure.pixelSize.unit}`);
  fact('Kind', `${seen.kind} (confidence ${Math.round(seen.confidence * 100)} %)`);
  for (const [name, value] of Object.entries(seen.facts)) {
    if (value === null || value === undefined) continue;
    fact(
      name.replaceAll('_', ' '),
      typeof value === 'object' ? JSON.stringify(value) : String(value),
    );
  }
  if (seen.text.length > 0) fact('Text', seen.text.join(' · '));
  for (const notice of notices) out.line(out.style('dim', `note: ${notice}`));
}
