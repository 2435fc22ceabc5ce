import type { Figure } from '../../../src/figures/figure.ts';
import { readFigureBytes } from '../../../src/figures/readFigureBytes.ts';
import {
  DEFAULT_LIMITS,
  Run,
  type AnswerEvent,
  type ObservationEvent,
  type RunEvent,
} from '../../../src/reasoning/index.ts';
import { createAnalyst } from '../../../src/models/analyst/index.ts';
import { createSandbox, type SandboxPool } from '../../../src/sandbox/index.ts';

/**
 * Draws a figure with Python in the sandbox.
 * @param code leaves a height × width × 3 uint8 array in `canvas`; `rng` is seeded
 */
export async function drawFigure(pool: SandboxPool, code: string, id = 'image_1'): Promise<Figure> {
  const sandbox = createSandbox({ pool });
  try {
    await sandbox.start([], { maxPreviewPixels: 1000 });
    const seen = await sandbox.run(
      `rng = np.random.default_rng(7)\n${code}\nfigkit.show(canvas)`,
      DEFAULT_LIMITS.cell,
      new AbortController().signal,
    );
    const [image] = seen.images;
    if (image === undefined) throw new Error(`Nothing was drawn: ${seen.error?.message ?? ''}`);
    return readFigureBytes(image.png, `${id}.png`, { id });
  } finally {
    await sandbox.dispose();
  }
}

/** Questions asked one after the other in one run; the events of each. */
export async function ask(
  pool: SandboxPool,
  figures: readonly Figure[],
  ...questions: readonly string[]
): Promise<RunEvent[][]> {
  const sandbox = createSandbox({ pool });
  const run = new Run(figures, { model: createAnalyst(), sandbox });
  const all: RunEvent[][] = [];
  try {
    for (const text of questions) {
      const events: RunEvent[] = [];
      for await (const event of run.ask({ text }, new AbortController().signal)) events.push(event);
      all.push(events);
    }
  } finally {
    await sandbox.dispose();
  }
  return all;
}

/** The answer of a question; fails with what went wrong when there is none. */
export function answerOf(events: readonly RunEvent[] | undefined): AnswerEvent {
  const last = events?.at(-1);
  if (last?.type !== 'answer') throw new Error(`No answer: ${JSON.stringify(last)}`);
  return last;
}

/** What the cells of a question gave back. No cell of the analyst may fail. */
export function cellsOf(events: readonly RunEvent[] | undefined): ObservationEvent[] {
  return (events ?? []).filter((event) => event.type === 'observation');
}
