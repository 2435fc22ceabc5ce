import type { Mode } from '../events.ts';
import type { MessageImage } from '../messages/imageLine.ts';
import type { ProfileSpec } from '../profiles/profile.ts';
import type { CellError } from '../sandbox.ts';

/** Why a turn was of no use: for the model, which is told what to do, and for the user. */
export interface Refusal {
  readonly toModel: string;
  readonly toUser: string;
}

/** A reply without code or answer. */
export function neither(
  reason: string,
  { tags, calls }: Pick<ProfileSpec, 'tags' | 'calls'>,
): Refusal {
  const { code, answer } = tags;
  const cell =
    calls === 'tool' ? 'Call python with code' : `Write one cell in ${code.open}…${code.close}`;
  return {
    toModel: `Your last turn had ${reason}. ${cell}, or the answer in ${answer.open}…${answer.close}.`,
    toUser: `The reply had ${reason}.`,
  };
}

/** Code in mode `reasoning`. */
export function noCode({ answer }: ProfileSpec['tags']): Refusal {
  return {
    toModel: `Code is not run in mode reasoning. Answer from what you see, in ${answer.open}…${answer.close}.`,
    toUser: 'The model wrote code, which is not run in mode reasoning.',
  };
}

/** An answer in mode `images` before any cell has run. */
export const LOOK_FIRST: Refusal = {
  toModel: 'Mode images asks for a look before the answer: work on the figure with code first.',
  toUser: 'The model answered without working on the figure, which mode images asks for.',
};

/** An answer by a model that chose to look first, before any cell has run. */
export const LOOK_AS_CHOSEN: Refusal = {
  toModel:
    'You chose "Route: look": work on the figure with code first. If what you see is enough after all, write "Route: direct" and your answer.',
  toUser: 'The model chose to look closer and answered without doing so.',
};

/** The reply broke off and is asked for again. */
export function askedAgain(reason: string): string {
  return `${reason} The reply is asked for once more; nothing of the turns before is lost.`;
}

/** Why there is nothing to check. */
export const NO_GAIN_CHECK = {
  noAnswer: 'There is no answer to check: the last question has none.',
  noEyes: 'This model takes no images: they cannot have changed its answer.',
  noImages: 'No image of a cell went to the model for this answer: there is nothing to withhold.',
} as const;

/** A check that came to no result. */
export function gainNotChecked(reason: string): string {
  return `What the images added could not be checked; the answer stands as it is. ${reason}`;
}

/** The second turn in a row that was of no use. */
export function refusedTwice(label: string, { toUser }: Refusal): string {
  return `${toUser} It did so again after a reminder. Ask in other words, or choose another mode or model than "${label}".`;
}

/** No answer within the turns. */
export function turnLimit(turns: number): string {
  return `There was no answer after ${turns} ${turns === 1 ? 'turn' : 'turns'}, although the model was asked for one in the last. Allow more turns, or ask a narrower question.`;
}

/** For model and user: the cell gave what it gave before. */
export function repeated(turn: number): string {
  return `This cell and its result are the same as in turn ${turn}: running it again tells nothing new.`;
}

/** The same cell over and over. */
export function goesInCircles(label: string, times: number): string {
  return `The model "${label}" ran the same cell again ${times} times and got the same result each time. Ask in other words, or choose another model.`;
}

/** The cell that shows the region failed. */
export function regionNotShown({ type, message }: CellError): string {
  return `The region could not be shown to the model (${type}: ${message}).`;
}

/** An image that the answer's text cites and that does not exist. */
export function unknownImage(name: string): string {
  return `The answer speaks of ${name}, an image that this run never produced.`;
}

/** Said once at the start of a run with a model that takes text only. */
export function takesNoImages(label: string, mode: Mode): string {
  return mode === 'reasoning'
    ? `"${label}" takes no images, and mode reasoning runs no code: it knows the name and size of the figure only.`
    : `"${label}" takes no images: it sees the figure through its code only.`;
}

/** Images of a turn that a limit kept from a model which could have seen them; undefined when there are none. */
export function withheldNotice(
  turn: number,
  images: readonly MessageImage[],
  takesImages: boolean,
): string | undefined {
  const kept = images.filter(({ withheld }) => withheld !== undefined);
  const reason = kept[0]?.withheld;
  if (!takesImages || reason === undefined) return undefined;
  const names = kept.map(({ name }) => name).join(', ');
  return `Turn ${turn}: ${names} ${kept.length === 1 ? 'was' : 'were'} not sent to the model: ${reason}. You see ${kept.length === 1 ? 'it' : 'them'} here.`;
}

/** Cells that were run once more to bring their variables back. */
export function ranAgain(turns: readonly number[]): string {
  const list = turns.join(', ');
  return turns.length === 1
    ? `The cell of turn ${list} was run again first, to bring its variables back.`
    : `The cells of turns ${list} were run again first, to bring their variables back.`;
}

/** A cell that ended well before and fails now. */
export function differsNow(turn: number, { type, message }: CellError): string {
  return `Run again, the cell of turn ${turn} failed (${type}: ${message}): what follows may differ from before.`;
}
