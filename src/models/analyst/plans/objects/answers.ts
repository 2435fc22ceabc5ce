import type { ObjectIntent } from '../../question/intent.ts';
import { refuse, type EvidenceItem, type Step } from '../../step.ts';
import { capitalised, counted, formatNumber, formatWithin } from '../../wording.ts';
import { countRange, rangeText, untrustworthy } from './countRange.ts';
import {
  ambiguity,
  assumption,
  filterText,
  pixelNote,
  polarityText,
  type Words,
} from './phrases.ts';
import type { ObjectFindings } from './plan.ts';
import { densityUnit, outlineError, scaleFor, written } from './quantities.ts';
import { extremeWords, sizeWords } from './sizeAnswers.ts';

/** Writes the answer to a question about objects, or says why the measurement cannot be trusted. */
export function answerObjects(intent: ObjectIntent, findings: ObjectFindings): Step {
  const { noun } = intent.objects;
  const doubt = untrustworthy(findings);
  if (doubt !== undefined && intent.kind !== 'extreme')
    return refuse(
      'The ways of measuring disagree too much.',
      `${capitalised(noun)} were found, but ${doubt}. No number from this would be worth trusting. ${HINT}`,
      evidenceOf(intent, findings),
    );
  const words = wordsOf(intent, findings);
  if (typeof words === 'string')
    return refuse(
      `There is nothing to measure: ${words}`,
      capitalised(words),
      evidenceOf(intent, findings),
    );
  return {
    type: 'answer',
    thought: `${counted(findings.found.count, noun)} found, ${findings.found.polarity} against the background. That is enough to answer.`,
    answer: { answered: true, ...words, evidence: evidenceOf(intent, findings) },
  };
}

const HINT = 'A region with less background, or the words “bright” or “dark”, may help.';

function wordsOf(intent: ObjectIntent, findings: ObjectFindings): Words | string {
  switch (intent.kind) {
    case 'count':
      return intent.share ? shareWords(intent, findings) : countWords(intent, findings);
    case 'size':
      return sizeWords(intent, findings);
    case 'extreme':
      return extremeWords(intent, findings);
    case 'coverage':
      return coverageWords(intent, findings);
    case 'density':
      return densityWords(intent, findings);
  }
}

function countWords(
  intent: Extract<ObjectIntent, { kind: 'count' }>,
  findings: ObjectFindings,
): Words {
  const { found } = findings;
  const { objects, limit } = intent;
  const range = countRange(findings);
  const verb = found.count === 1 ? 'is' : 'are';
  const verdict =
    limit === undefined
      ? ''
      : passes(found.count, limit.side, limit.value, limit.inclusive)
        ? 'Yes: there '
        : 'No: there ';
  const what = `**${counted(found.count, objects.noun)}**${filterText(objects.filters)}`;
  const where = findings.partial ? ' in the region asked about' : ' in the figure';
  const border =
    found.border > 0 && !objects.excludeBorder
      ? ` ${borderText(found.border, found.count)} cut by the border.`
      : '';
  return {
    text: `${verdict === '' ? 'There ' : verdict}${verb} ${what}${where}, ${polarityText(found.polarity)}.${border}${assumption(objects.filters)}`,
    value: String(found.count),
    unit: objects.noun,
    uncertainty: rangeText(findings, range),
  };
}

function borderText(border: number, count: number): string {
  if (count === 1) return 'It is';
  return `${String(border)} of them ${border === 1 ? 'is' : 'are'}`;
}

function shareWords(intent: ObjectIntent, findings: ObjectFindings): Words | string {
  const { found } = findings;
  if (found.all === 0) return `no ${intent.objects.noun} were found.`;
  const share = (found.count / found.all) * 100;
  const error = (100 * Math.sqrt(Math.max(1, found.count))) / found.all;
  return {
    text: `**${formatWithin(share, error)} %** of the ${intent.objects.noun} (${String(found.count)} of ${String(found.all)}) are${filterText(intent.objects.filters)}.${assumption(intent.objects.filters)}`,
    value: formatWithin(share, error),
    unit: '%',
    uncertainty: `± ${formatNumber(error, 2)} percentage points, from the number of objects`,
  };
}

function coverageWords(intent: ObjectIntent, findings: ObjectFindings): Words {
  const { found } = findings;
  const filtered = intent.objects.filters.length > 0 || intent.objects.excludeBorder;
  const whole = Math.max(1, found.width * found.height);
  const share = (filtered ? (found.area?.total ?? 0) / whole : found.coverage) * 100;
  const outline = outlineError('area', found.area?.mean ?? 1) * found.count;
  const error = (outline / whole) * 100;
  const where = findings.partial ? 'the region asked about' : 'the figure';
  return {
    text: `**${formatWithin(share, error)} %** of the area of ${where} is covered by ${counted(found.count, intent.objects.noun)}${filterText(intent.objects.filters)}, ${polarityText(found.polarity)}.`,
    value: formatWithin(share, error),
    unit: '%',
    uncertainty: `± ${formatNumber(error, 2)} percentage points if all outlines are off by half a pixel${ambiguity(findings)}`,
  };
}

function densityWords(intent: ObjectIntent, findings: ObjectFindings): Words {
  const { found, calibration } = findings;
  const whole = Math.max(1, found.width * found.height);
  const unitAsked = intent.objects.unit ?? densityUnit(found.count / whole, calibration);
  const scale = scaleFor('area', whole, calibration, unitAsked);
  const area = scale.of(whole);
  const density = scale.pixels ? (found.count / whole) * 1e6 : found.count / area;
  const unit = scale.pixels ? 'per megapixel' : `per ${scale.unit}`;
  const range = countRange(findings);
  const low = formatNumber((density * range.low) / Math.max(1, found.count));
  const high = formatNumber((density * range.high) / Math.max(1, found.count));
  return {
    text: `The density is **${formatNumber(density)} ${intent.objects.noun} ${unit}**: ${counted(found.count, intent.objects.noun)} on ${written(whole, scale)}.${pixelNote(scale)}`,
    value: formatNumber(density),
    unit,
    uncertainty: `between ${low} and ${high} ${unit}: ${rangeText(findings, range)}`,
  };
}

function passes(
  count: number,
  side: 'above' | 'below',
  value: number,
  inclusive: boolean,
): boolean {
  if (inclusive && count === value) return true;
  return side === 'above' ? count > value : count < value;
}

function evidenceOf(intent: ObjectIntent, findings: ObjectFindings): EvidenceItem[] {
  const { found, closer } = findings;
  const [outlines, closeUp] = found.images;
  const noun = intent.objects.noun;
  const items: EvidenceItem[] = [];
  if (outlines !== undefined)
    items.push({
      text: `${found.count === 1 ? 'The' : 'All'} ${counted(found.count, noun)}, outlined`,
      image: outlines,
    });
  if (closeUp !== undefined && intent.kind === 'extreme')
    items.push({ text: 'The same one in close-up', image: closeUp });
  if (closer?.image !== undefined)
    items.push({
      text: `The most doubtful region, enlarged: ${String(closer.closer)} counted, ${String(closer.before)} before`,
      image: closer.image,
    });
  return [
    ...items,
    ...findings.evidence,
    {
      text: `What was measured is whatever stands out and is ${polarityText(found.polarity)}; a rule-based analyst cannot tell whether these are ${noun}`,
    },
  ];
}
