import { l10n, type ChatResult } from 'vscode';
import { INSPECTION_CELL, inspectionLines, readInspection } from '../../sandbox/inspection.ts';
import type { About, Sessions } from '../contracts.ts';
import { escaped } from '../escaped.ts';
import type { ChatQuestion } from './about.ts';
import type { ChatCall } from './thread.ts';

const ATLEAST_MS = 60_000;

/** `/inspect`: what kind of figure it is and what can be read off it, without any model. */
export async function inspect(
  sessions: Sessions,
  { stream }: ChatCall,
  { about }: ChatQuestion,
  signal: AbortSignal,
): Promise<ChatResult> {
  for (const one of eachFigure(about)) {
    stream.progress(l10n.t('Looking at the figure'));
    const cell = { code: INSPECTION_CELL, atLeastMs: ATLEAST_MS, signal };
    const { figures, observation, notices } = await sessions.runCell(one, cell);
    const [figure] = figures;
    if (!figure) continue;
    const { name, width, height, format } = figure;
    const lines: readonly (readonly [string, string])[] = [
      ['File', `${format.toUpperCase()}, ${width} × ${height}`],
      ...inspectionLines(readInspection(observation)),
    ];
    // Everything here was read off a picture: none of it may act as Markdown.
    const facts = lines.map(([fact, text]) => `- **${escaped(fact)}**: ${escaped(text)}`);
    const notes = [...notices, ...observation.notes].map((note) => `- ${escaped(note)}`);
    stream.markdown([`**${escaped(name)}**`, '', ...facts, ...notes, ''].join('\n'));
  }
  return {};
}

/** One at a time: the cell looks at one figure. A run or a table is taken as a whole, and its first figure is looked at. */
function eachFigure(about: About): readonly About[] {
  return 'figures' in about ? about.figures.map((one) => ({ figures: [one] })) : [about];
}
