import type { Box } from '../../figures/frame.ts';
import type { Mode } from '../events.ts';
import type { PromptFigure } from '../prompt/context.ts';
import { figureLine, parseFigureLine } from '../prompt/figureLine.ts';
import { oneLine } from './fence.ts';
import { imageLine, parseImageLine, short, type MessageImage } from './imageLine.ts';
import { parseTurnsLine, turnsLine, type ObservationPiece } from './observation.ts';

/** The region of a figure that a question is about, in source pixels. */
export interface Region {
  readonly figure: string;
  readonly box: Box;
}

/** What the message with a question says, without the bytes of its images. */
export interface QuestionContent {
  readonly question: string;
  readonly mode: Mode;
  readonly followUp: boolean;
  /** The figures of the run; a follow-up question does not repeat them. */
  readonly figures: readonly PromptFigure[];
  /** Previews of the figures (named like them), then the view of the region (`t1-1`). */
  readonly images: readonly MessageImage[];
  readonly region?: Region;
  /** What happened since the last message ("The last cell was stopped by the user."). */
  readonly notes: readonly string[];
  readonly turnsLeft: number;
  /** For a model that has to choose a route in mode `auto`. */
  readonly routed?: boolean;
}

/** For models that were not trained to choose: short, and checked by the loop (`readRoute`). */
const ROUTE =
  'begin with one line, "Route: look" where counting, measuring, comparing or reading something small or exact is asked for, or "Route: direct" where what you see is enough. After "Route: look" use code before you answer.';

const MODES: Record<Mode, string> = {
  auto: 'use code where it tells you more than you can see; answer directly where it does not.',
  reasoning: 'write no code; reason from what you see and answer.',
  images: 'work on the figure with code at least once before you answer.',
};

/** The words of a question message, with the places of its images. The question itself comes last. */
export function questionPieces(content: QuestionContent): ObservationPiece[] {
  const { figures, images, region, notes, mode, turnsLeft, followUp, question, routed } = content;
  const words = routed && mode === 'auto' ? ROUTE : MODES[mode];
  const pieces: ObservationPiece[] = [];
  for (const figure of figures) pieces.push({ text: `Figure ${figureLine(figure)}\n` });
  for (const image of images) {
    pieces.push({ text: `${imageLine(image)}\n` });
    if (image.withheld === undefined) pieces.push({ image: image.name });
  }
  const lines = notes.map((note) => `Note: ${oneLine(note)}`);
  if (region)
    lines.push(
      `The question is about ${region.figure} region [${region.box.map(short).join(', ')}].`,
    );
  lines.push(`Mode ${mode}: ${words}`, turnsLine(turnsLeft));
  lines.push(followUp ? 'Follow-up question:' : 'Question:', question);
  pieces.push({ text: lines.join('\n') });
  return pieces;
}

/** Reads the text of a question message; undefined when it is another message. */
export function parseQuestionText(text: string): QuestionContent | undefined {
  const heading = /^(Follow-up question|Question):\n/mu.exec(text);
  if (!heading) return undefined;
  const figures: PromptFigure[] = [];
  const images: MessageImage[] = [];
  const notes: string[] = [];
  let mode: Mode | undefined;
  let region: Region | undefined;
  let turnsLeft = 0;
  for (const line of text.slice(0, heading.index).split('\n')) {
    const figure = line.startsWith('Figure ') ? parseFigureLine(line.slice(7)) : undefined;
    const image = parseImageLine(line);
    if (figure) figures.push(figure);
    else if (image) images.push(image);
    else if (line.startsWith('Note: ')) notes.push(line.slice('Note: '.length));
    else {
      mode ??= parseMode(line);
      region ??= parseRegion(line);
      turnsLeft = parseTurnsLine(line) ?? turnsLeft;
    }
  }
  if (!mode) return undefined;
  return {
    question: text.slice(heading.index + heading[0].length),
    mode,
    followUp: heading[1] === 'Follow-up question',
    figures,
    images,
    ...(region && { region }),
    notes,
    turnsLeft,
  };
}

function parseMode(line: string): Mode | undefined {
  return /^Mode (auto|reasoning|images): /u.exec(line)?.[1] as Mode | undefined;
}

function parseRegion(line: string): Region | undefined {
  const match = /^The question is about (\S+) region \[([^\]]+)\]\.$/u.exec(line);
  const [x1, y1, x2, y2] = (match?.[2] ?? '').split(',').map(Number);
  if (!match?.[1] || x1 === undefined || y1 === undefined || x2 === undefined || y2 === undefined)
    return undefined;
  return { figure: match[1], box: [x1, y1, x2, y2] };
}
