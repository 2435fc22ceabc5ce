import type {
  CodeEvent,
  GainCheckedEvent,
  ObservationEvent,
  ObservedImage,
} from '../../reasoning/events.ts';
import type { Run } from '../run.ts';
import { timeline, type Exchange, type Turn } from '../timeline.ts';
import { totalUsage } from '../usage.ts';
import { citation, rerunCommand } from './command.ts';
import { METHOD } from './method.ts';
import {
  counted,
  duration,
  frameWords,
  answeredWords,
  GAIN_EFFECT,
  GAIN_METHOD,
  gainWords,
  moment,
  OUTDATED,
  rerunTitle,
  usageWords,
  valueWords,
} from './wording.ts';

/** Where an image lies, as the Markdown file should name it: a path relative to that file. */
export type ImageLink = (name: string) => string;

/** A run as Markdown. Images are linked, by default as they lie in the run's own folder. */
export function markdownReport(run: Run, link: ImageLink = (name) => `${name}.png`): string {
  const exchanges = timeline(run.events);
  const [first] = exchanges;
  if (!first) return `# Run ${run.header.run}\n\nNo question was asked.\n`;
  return `${[
    ...exchanges.flatMap((exchange, i) => exchangeParts(exchange, i, link)),
    '## Method',
    METHOD,
    `Model: ${plain(first.started.model.label)}. Mode: ${first.started.mode}. ${moment(first.started.time)}.`,
    'Run it again:',
    fenced(exchanges.map(({ started }) => rerunCommand(run, started)).join('\n'), 'sh'),
    `Cite it: ${plain(citation(run, first.started))}`,
    ...run.problems.map((problem) => `> ${plain(problem)}`),
  ].join('\n\n')}\n`;
}

function exchangeParts(exchange: Exchange, index: number, link: ImageLink): string[] {
  const { started, notices, turns } = exchange;
  const shown = index === 0 ? started.figures : [];
  return [
    `# ${plain(started.question)}`,
    ...shown.map(
      ({ id, name, width, height }) =>
        `![${plain(name)}](${target(link(id))})\n\n*${plain(name)}, ${width} × ${height} px*`,
    ),
    ...answerParts(exchange),
    ...notices.map(({ text }) => `> ${plain(text)}`),
    ...turns.flatMap((turn) => turnParts(turn, link)),
  ];
}

/** The answer, or why there is none, as paragraphs. */
export function answerParts(exchange: Exchange): string[] {
  const { answer, answerOutdated, failed, turns, durationMs, gainCheck } = exchange;
  const parts: string[] = [];
  if (answerOutdated) parts.push(`> ${OUTDATED}`);
  if (answer) {
    const { answered, value, unit, text, uncertainty, evidence, unbacked } = answer;
    parts.push(`## ${answeredWords(answered)}`);
    if (unbacked !== undefined) parts.push(`> **${plain(unbacked)}**`);
    if (value !== undefined) parts.push(`**${plain(valueWords(value, unit))}**`);
    parts.push(text);
    if (uncertainty !== undefined) parts.push(`Uncertainty: ${plain(uncertainty)}`);
    const items = evidence.map(({ text: words, image, frame }) =>
      [`- ${plain(words)}`, image && `(${plain(image)})`, frame && `(${plain(frameWords(frame))})`]
        .filter(Boolean)
        .join(' '),
    );
    if (items.length > 0) parts.push(items.join('\n'));
  }
  if (failed) parts.push('## Stopped', plain(failed.message));
  if (!answer && !failed) parts.push('## No answer', 'The record ends before an answer was given.');
  if (gainCheck) parts.push(...gainParts(gainCheck));
  const usage = totalUsage(exchange);
  const facts = [counted(turns.length, 'turn'), duration(durationMs), usage && usageWords(usage)];
  parts.push(`*${facts.filter(Boolean).join(', ')}*`);
  return parts;
}

function gainParts({ effect, text, without, withheld }: GainCheckedEvent): string[] {
  const { value, unit, answered } = without;
  const head = value === undefined ? answeredWords(answered) : valueWords(value, unit);
  return [
    `### ${GAIN_EFFECT[effect]}`,
    plain(text),
    `Without ${plain(withheld.join(', '))}: **${plain(head)}**`,
    ...without.text.split('\n').map((line) => `> ${plain(line)}`),
    GAIN_METHOD,
  ];
}

function turnParts(turn: Turn, link: ImageLink): string[] {
  const { number, thought, code, observation, reruns, outdated, retry } = turn;
  return [
    `## Turn ${number}`,
    ...(outdated ? [`> ${OUTDATED}`] : []),
    ...(retry ? [`> ${plain(retry.text)}`] : []),
    ...(thought.trim() ? [plain(thought.trim())] : []),
    ...(code ? codeParts(code) : []),
    ...(observation ? observationParts(observation, link) : []),
    ...reruns.flatMap((rerun) => [
      `### ${rerunTitle(number, rerun.number)}`,
      ...codeParts(rerun.code),
      ...(rerun.observation ? observationParts(rerun.observation, link) : []),
      ...(rerun.failed ? [`> ${plain(rerun.failed.message)}`] : []),
    ]),
  ];
}

function codeParts({ code, repairs }: CodeEvent): string[] {
  return [fenced(code, 'python'), ...repairs.map((note) => `> ${plain(note)}`)];
}

function observationParts(observation: ObservationEvent, link: ImageLink): string[] {
  const { stdout, stderr, value, error, notes, images } = observation;
  const printed = [stdout, value, stderr].filter((text) => text?.trim());
  return [
    ...printed.map((text) => fenced(text ?? '', 'text')),
    ...(error ? [`**${plain(error.type)}**: ${plain(error.message)}`] : []),
    ...notes.map((note) => `> ${plain(note)}`),
    ...images.map((image) => imagePart(image, link)),
  ];
}

function imagePart({ name, title, frame, gain }: ObservedImage, link: ImageLink): string {
  const words = [title, frame && `shows ${frameWords(frame)}`, gainWords(gain)].filter(Boolean);
  return `![${plain(name)}](${target(link(name))})\n\n*${plain([name, ...words].join(' · '))}*`;
}

/** Text that Markdown and the HTML in it leave as it is. Line breaks stay. */
export function plain(text: string): string {
  return text
    .replace(/[\\`*_{}[\]<>#|~$!&]/g, '\\$&')
    .replace(/^(\s*)([-+]|\d+[.)])(?=\s)/gm, '$1\\$2');
}

/** A fenced block whose fence is longer than any in the text. */
function fenced(text: string, language: string): string {
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = '`'.repeat(longest + 1);
  return `${fence}${language}\n${text.trimEnd()}\n${fence}`;
}

/** A link target in angle brackets may hold spaces; the brackets themselves and line breaks are encoded. */
function target(path: string): string {
  return `<${path.replace(/[<>\n\r\\]/g, (character) => encodeURIComponent(character))}>`;
}
