import type { CellError, Observation } from '../sandbox.ts';
import { fenced, oneLine, readFence } from './fence.ts';
import { imageLine, parseImageLine, type MessageImage } from './imageLine.ts';

/** What an observation message says, without the bytes of its images; its texts are cut to the limits for models. */
export interface ObservationContent extends Omit<Observation, 'images' | 'durationMs'> {
  readonly turn: number;
  readonly images: readonly MessageImage[];
  /** The code, when a person changed the cell and ran it again. */
  readonly changedCode?: string;
  /** 1: the next turn has to be the answer. */
  readonly turnsLeft: number;
}

export const LAST_TURN =
  'This is your last turn: write no code, give your answer now with what you have.';
const STATE_LOST = 'The sandbox was restarted: variables of earlier cells are gone.';
const CHANGED = 'The user changed the cell of this turn and ran it again:';
const NOTHING = 'The cell printed nothing and showed no image.';

/** One piece of an observation: text, or the place of the image with this name. */
export type ObservationPiece = { readonly text: string } | { readonly image: string };

/** The words of an observation, with the places of its images. The wrapping tags are the profile's, and the words where it has its own. */
export function observationPieces(
  content: ObservationContent,
  template?: string,
): ObservationPiece[] {
  if (template !== undefined) return filledTemplate(template, content);
  const pieces: ObservationPiece[] = [{ text: `${head(content)}\n` }];
  for (const image of content.images) {
    pieces.push({ text: `${imageLine(image)}\n` });
    if (image.withheld === undefined) pieces.push({ image: image.name });
  }
  pieces.push({ text: `${tail(content)}\n` });
  return pieces;
}

function filledTemplate(template: string, content: ObservationContent): ObservationPiece[] {
  const { stdout, stderr, value, error, images } = content;
  const texts: Readonly<Record<string, string>> = {
    stdout: lines([stdout, value]),
    stderr: lines([stderr, error && errorText(error)]),
    facts: [factLines(content), tail(content)].filter(Boolean).join('\n'),
  };
  return `${template}\n`.split(/(\{\{\w+\}\})/u).flatMap((part): ObservationPiece[] => {
    const name = /^\{\{(\w+)\}\}$/u.exec(part)?.[1];
    if (name === 'images')
      return images.flatMap(({ name: image, withheld }) =>
        withheld === undefined ? [{ image }] : [],
      );
    return [{ text: name === undefined ? part : (texts[name] ?? part) }];
  });
}

function lines(texts: readonly (string | undefined)[]): string {
  return texts.flatMap((text) => (text?.trim() ? [text.trimEnd()] : [])).join('\n');
}

function factLines({ turn, images, changedCode }: ObservationContent): string {
  const changed = changedCode === undefined ? [] : [CHANGED, fenced(changedCode)];
  return [`Observation of turn ${turn}.`, ...changed, ...images.map(imageLine)].join('\n');
}

function head(content: ObservationContent): string {
  const { turn, stdout, stderr, value, error, images, changedCode } = content;
  const lines = [`Observation of turn ${turn}.`];
  if (changedCode !== undefined) lines.push(CHANGED, fenced(changedCode));
  if (stdout) lines.push('stdout:', fenced(stdout));
  if (stderr) lines.push('stderr:', fenced(stderr));
  if (value !== undefined) lines.push('value:', fenced(value));
  if (error) lines.push('error:', fenced(errorText(error)));
  if (!stdout && !stderr && value === undefined && !error && images.length === 0)
    lines.push(NOTHING);
  return lines.join('\n');
}

function tail({ notes, stateLost, turnsLeft }: ObservationContent): string {
  const lines = notes.map((note) => `Note: ${oneLine(note)}`);
  if (stateLost) lines.push(STATE_LOST);
  lines.push(turnsLine(turnsLeft));
  return lines.join('\n');
}

/** How many turns are left, and what that means when it is the last one. */
export function turnsLine(turnsLeft: number): string {
  return turnsLeft > 1 ? `Turns left: ${turnsLeft}.` : `Turns left: ${turnsLeft}. ${LAST_TURN}`;
}

/** The turns left that a line of a message tells. */
export function parseTurnsLine(line: string): number | undefined {
  const count = /^Turns left: (\d+)\./u.exec(line)?.[1];
  return count === undefined ? undefined : Number(count);
}

function errorText({ type, message, line, source }: CellError): string {
  const text = `${type}: ${message}`;
  if (line === undefined) return text;
  return `${text}\nat line ${line}${source ? `: ${source.trim()}` : ''}`;
}

function readError(text: string): CellError {
  const place = /\nat line (\d+)(?:: (.*))?$/u.exec(text);
  const rest = place ? text.slice(0, place.index) : text;
  const colon = rest.indexOf(': ');
  return {
    type: colon < 0 ? rest : rest.slice(0, colon),
    message: colon < 0 ? '' : rest.slice(colon + 2),
    ...(place && { line: Number(place[1]) }),
    ...(place?.[2] !== undefined && { source: place[2] }),
  };
}

/** Reads the text of an observation message; undefined when it is another message (a reminder, a question). */
export function parseObservationText(text: string): ObservationContent | undefined {
  const lines = text.split('\n');
  const start = lines.findIndex((line) => line.trim() !== '' && !/^<[^>]+>$/u.test(line));
  const turn = /^Observation of turn (\d+)\.$/u.exec(lines[start] ?? '')?.[1];
  if (turn === undefined) return undefined;

  const blocks = new Map<string, string>();
  const images: MessageImage[] = [];
  const notes: string[] = [];
  let stateLost = false;
  let turnsLeft = 0;
  for (let index = start + 1; index < lines.length; index += 1) {
    const line = lines[index] ?? '';
    const block = line === CHANGED ? 'code' : /^(stdout|stderr|value|error):$/u.exec(line)?.[1];
    const fence = block ? readFence(lines, index + 1) : undefined;
    const image = parseImageLine(line);
    if (block && fence) {
      blocks.set(block, fence.text);
      index = fence.next - 1;
    } else if (image) images.push(image);
    else if (line.startsWith('Note: ')) notes.push(line.slice('Note: '.length));
    else if (line === STATE_LOST) stateLost = true;
    else turnsLeft = parseTurnsLine(line) ?? turnsLeft;
  }
  const value = blocks.get('value');
  const error = blocks.get('error');
  const changedCode = blocks.get('code');
  return {
    turn: Number(turn),
    stdout: blocks.get('stdout') ?? '',
    stderr: blocks.get('stderr') ?? '',
    ...(value !== undefined && { value }),
    ...(error !== undefined && { error: readError(error) }),
    ...(changedCode !== undefined && { changedCode }),
    images,
    notes,
    stateLost,
    turnsLeft,
  };
}
