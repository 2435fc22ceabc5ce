import type { CodeEvent, ObservationEvent, ObservedImage } from '../../reasoning/events.ts';
import type { Run } from '../run.ts';
import { timeline, type Exchange, type Turn } from '../timeline.ts';
import { citation, rerunCommand } from './command.ts';
import { base64 } from './images.ts';
import { answerParts, plain } from './markdownReport.ts';
import { METHOD } from './method.ts';
import { frameWords, gainWords, OUTDATED, rerunTitle } from './wording.ts';

type Cell = Readonly<Record<string, unknown>>;

/**
 * A run as a Jupyter notebook (nbformat 4.5): thoughts as Markdown cells, code with its output and images as it was.
 * The cells use `figkit` and `image_1`, which the sandbox provides.
 */
export function notebookReport(run: Run): string {
  const exchanges = timeline(run.events);
  const cells = exchanges.flatMap((exchange, i) => exchangeCells(exchange, i));
  const [first] = exchanges;
  if (first)
    cells.push(
      markdownCell([
        '## Method',
        METHOD,
        `Run it again: \`${rerunCommand(run, first.started).replaceAll('`', "'")}\``,
        `Cite it: ${plain(citation(run, first.started))}`,
      ]),
    );
  const notebook = {
    cells: cells.map((cell, i) => ({ id: `cell-${i + 1}`, ...cell })),
    metadata: {
      kernelspec: { display_name: 'Python 3', language: 'python', name: 'python3' },
      language_info: { name: 'python' },
    },
    nbformat: 4,
    nbformat_minor: 5,
  };
  return `${JSON.stringify(notebook, null, 1)}\n`;
}

function exchangeCells(exchange: Exchange, index: number): Cell[] {
  const { started, turns } = exchange;
  const figures = index === 0 ? started.figures : [];
  const attachments = Object.fromEntries(
    figures.map(({ id, preview }) => [`${id}.png`, { 'image/png': base64(preview.png) }]),
  );
  const pictures = figures.map(({ id, name }) => `![${plain(name)}](attachment:${id}.png)`);
  return [
    {
      ...markdownCell([`# ${plain(started.question)}`, ...pictures, ...answerParts(exchange)]),
      ...(figures.length > 0 ? { attachments } : {}),
    },
    ...turns.flatMap(turnCells),
  ];
}

function turnCells(turn: Turn): Cell[] {
  const { number, thought, code, observation, reruns, outdated, retry } = turn;
  const notes = [outdated && OUTDATED, retry && plain(retry.text)].filter(Boolean);
  const words = [...notes.map((note) => `> ${note}`), plain(thought.trim())].filter(Boolean);
  return [
    ...(words.length > 0 ? [markdownCell([`## Turn ${number}`, ...words])] : []),
    ...(code ? [codeCell(code, observation)] : []),
    ...reruns.flatMap((rerun) => [
      markdownCell([`### ${rerunTitle(number, rerun.number)}`]),
      codeCell(rerun.code, rerun.observation),
    ]),
  ];
}

function markdownCell(parts: readonly string[]): Cell {
  return { cell_type: 'markdown', metadata: {}, source: parts.join('\n\n') };
}

function codeCell(code: CodeEvent, observation: ObservationEvent | undefined): Cell {
  return {
    cell_type: 'code',
    execution_count: code.turn,
    metadata: {},
    source: code.code,
    outputs: observation ? outputs(observation) : [],
  };
}

function outputs({ turn, stdout, stderr, images, value, error }: ObservationEvent): Cell[] {
  return [
    ...(stdout ? [{ output_type: 'stream', name: 'stdout', text: stdout }] : []),
    ...(stderr ? [{ output_type: 'stream', name: 'stderr', text: stderr }] : []),
    ...images.filter(({ png }) => png.length > 0).map(imageOutput),
    ...(value === undefined
      ? []
      : [
          {
            output_type: 'execute_result',
            execution_count: turn,
            data: { 'text/plain': value },
            metadata: {},
          },
        ]),
    ...(error
      ? [{ output_type: 'error', ename: error.type, evalue: error.message, traceback: [] }]
      : []),
  ];
}

function imageOutput(image: ObservedImage): Cell {
  const { name, title, frame, gain, png } = image;
  const words = [name, title, frame && `shows ${frameWords(frame)}`, gainWords(gain)];
  return {
    output_type: 'display_data',
    data: { 'image/png': base64(png), 'text/plain': words.filter(Boolean).join(' · ') },
    metadata: { 'image/png': { width: image.width, height: image.height } },
  };
}
