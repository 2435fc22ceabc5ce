import { tokensPerSecond, type TurnResult } from './side.ts';

/** One turn of all sides. */
export interface Row {
  readonly ours: TurnResult;
  readonly peer: TurnResult;
  forgetful?: TurnResult;
}

const WIDTHS = [5, 8, 8, 12, 11, 8, 12, 10, 8, 8] as const;

export function printTurns(rows: readonly Row[]): void {
  const line = (cells: readonly string[]): string =>
    cells.map((cell, at) => cell.padStart(WIDTHS[at] ?? 9)).join('');
  console.log('first token in seconds, decoding in tokens/s; "no cache": Figscope, which forgot');
  const head = ['turn', 'prompt', 'cached', 'first ours', 'no cache', 'peer'];
  console.log(line([...head, 'dec. ours', 'no cache', 'peer', 'same']));
  rows.forEach((row, index) => {
    const all = [row.ours, row.forgetful, row.peer];
    console.log(
      line([
        `${index + 1}`,
        `${row.ours.promptTokens}`,
        `${row.ours.cachedTokens}`,
        ...all.map((one) => (one ? (one.firstTokenMs / 1000).toFixed(2) : '–')),
        ...all.map((one) => (one ? tokensPerSecond(one).toFixed(1) : '–')),
        `${sameTokens(row)}`,
      ]),
    );
  });
}

/** How many tokens of the two replies are the same, from the first on. Each token is a word, see tokenizer.ts. */
function sameTokens({ ours, peer }: Row): string {
  const [own, theirs] = [ours.reply.split(' ').slice(1), peer.reply.split(' ').slice(1)];
  const differ = own.findIndex((word, at) => word !== theirs[at]);
  return `${differ < 0 ? own.length : differ}/${own.length}`;
}

export const inWords = (one: TurnResult): string =>
  `${(one.firstTokenMs / 1000).toFixed(1)} s, then ${tokensPerSecond(one).toFixed(1)} tokens/s`;

export const gigabytes = (bytes: number): string => `${(bytes / 1e9).toFixed(1)} GB`;

export const ratioOf = (a: number, b: number): string => (a / b).toFixed(1);

/** The mean over the turns. */
export function times(rows: readonly Row[], of: (row: Row) => number): number {
  return rows.reduce((sum, row) => sum + of(row), 0) / rows.length;
}
