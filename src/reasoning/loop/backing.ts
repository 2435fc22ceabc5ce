import type { Evidence } from '../events.ts';
import type { ParsedAnswer } from '../reader/answer.ts';

/** What an answer says it rests on, after it was compared with the run. */
export interface Backing {
  /** Evidence that exists. */
  readonly evidence: readonly Evidence[];
  /** Images that the answer names and the run never produced. */
  readonly invented: readonly string[];
  /** Has a cell of the run ended without an error? */
  readonly looked: boolean;
}

const DONE =
  '(?:cropped|zoomed|enlarged|magnified|enhanced|segmented|thresholded|measured|ran|executed)';
const VIEW = '(?:crop|zoom|close-up|enlargement|cutout|inset view)';
/** Words that claim work on the image. English only: other languages go unmarked rather than wrongly marked. */
const CLAIMS: readonly RegExp[] = [
  new RegExp(`\\b(?:I|we)(?: have|'ve)? (?:then |also |carefully )?${DONE}\\b[^.\\n]{0,60}`, 'iu'),
  new RegExp(
    `\\b(?:in|from|on|after) the (?:zoomed(?:-in)?|enlarged|magnified|enhanced|cropped|segmented)\\b[^.\\n]{0,40}`,
    'iu',
  ),
  new RegExp(`\\b(?:in|from|on) the (?:\\w+ )?${VIEW}\\b[^.\\n]{0,40}`, 'iu'),
  /\bthe (?:code|script|cell|program|segmentation|threshold|measurement) (?:shows?|showed|finds?|found|counts?|counted|gives?|gave|returns?|returned|prints?|printed|detected)\b[^.\n]{0,40}/iu,
];

/**
 * Why an answer is not backed by any observation although it claims to be: it names images that do not exist and nothing else, or
 * speaks of work on the image where no code has run. Undefined when there is nothing to say: an answer from plain looking makes no such claim.
 */
export function unbacked(
  { text, uncertainty, answered }: Pick<ParsedAnswer, 'text' | 'uncertainty' | 'answered'>,
  { evidence, invented, looked }: Backing,
): string | undefined {
  if (!answered) return undefined;
  const shown = evidence.some(({ image, frame }) => image !== undefined || frame !== undefined);
  if (invented.length && !shown)
    return `Not backed by any observation: the answer rests on ${invented.join(', ')}, which this run never produced.`;
  if (looked) return undefined;
  const said = [text, uncertainty ?? '', ...evidence.map((one) => one.text)].join('\n');
  const claim = CLAIMS.map((pattern) => pattern.exec(said)?.[0]).find(Boolean);
  if (claim === undefined) return undefined;
  return `Not backed by any observation: the answer speaks of work on the figure (“${claim.trim()}”), but no code has run.`;
}
