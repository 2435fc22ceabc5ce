import { stat } from 'node:fs/promises';
import { relative, resolve } from 'node:path';
import type { Box } from '../figures/frame.ts';
import { DEFAULT_LIMITS, Run, runId, type Mode, type RunEvent } from '../reasoning/index.ts';
import { collect } from '../runs/collect.ts';
import { RunStoreError } from '../runs/errors.ts';
import { RunStore } from '../runs/runStore.ts';
import { usageWords } from '../runs/report/wording.ts';
import type { RunWriter } from '../runs/runWriter.ts';
import { totalUsage } from '../runs/usage.ts';
import { EXIT, UsageError } from './exit.ts';
import { readFigures } from './figures.ts';
import { progressLine } from './modelProgress.ts';
import { modelFor, type ModelFlags } from './models.ts';
import { RunPrinter } from './render.ts';
import { reportWriter } from './record.ts';
import { sandboxFor, type SandboxFlags } from './sandboxes.ts';
import { Progress, terminalOn } from './terminal.ts';
import { VERSION } from './version.ts';

export interface AskOptions extends SandboxFlags, ModelFlags {
  readonly mode: Mode;
  readonly region?: Box;
  readonly page?: number;
  readonly json?: boolean;
  readonly report?: string;
  readonly maxTurns?: number;
  readonly runs?: string;
  /** Ask the last question once more without the intermediate images. */
  readonly checkGain?: boolean;
  /** Follow-up questions, asked in the same run. */
  readonly then?: readonly string[];
}

/** `figscope ask`: a run from question to answer, recorded as it happens. */
export async function askCommand(
  args: readonly string[],
  options: AskOptions,
  signal: AbortSignal,
): Promise<number> {
  const { paths, question } = splitArguments(args);
  const writeReport = options.report === undefined ? undefined : reportWriter(options.report);
  const { model, host, notices, dispose } = await modelFor(options, signal);
  const figures = await readFigures(paths, options.page);
  const err = terminalOn(process.stderr);
  for (const notice of notices) err.line(notice);
  if (host !== undefined) err.line(`Sending the figure${figures.length > 1 ? 's' : ''} to ${host}`);

  const progress = new Progress();
  const out = terminalOn(process.stdout);
  const store = new RunStore(resolve(options.runs ?? '.figscope/runs'));
  const id = runId();
  const writer = await newRecord(store, id);
  const sandbox = await sandboxFor(options, progress);
  const run = new Run(figures, {
    id,
    model,
    sandbox,
    limits: { ...DEFAULT_LIMITS, ...(options.maxTurns ? { turns: options.maxTurns } : {}) },
    onProgress: progressLine(progress),
  });
  const printer = new RunPrinter(out, (image) => relative('', writer.imagePath(image.name)));
  const events: RunEvent[] = [];
  const take = async (stream: AsyncIterable<RunEvent>) => {
    for await (const event of stream) {
      await writer.append(event);
      events.push(event);
      if (options.json) {
        progress.status(statusOf(event));
        continue;
      }
      progress.clear();
      printer.print(event);
    }
  };
  try {
    progress.status('Starting the sandbox…');
    const questions = [question, ...(options.then ?? [])];
    for (const [index, text] of questions.entries()) {
      const inquiry = {
        text,
        mode: options.mode,
        ...(options.region && index === 0 ? { region: { box: options.region } } : {}),
      };
      await take(run.ask(inquiry, signal));
      if (events.at(-1)?.type !== 'answer') break;
    }
    if (options.checkGain && events.at(-1)?.type === 'answer') await take(run.checkGain(signal));
  } finally {
    progress.clear();
    await dispose();
    await sandbox.dispose();
    await writer.close();
  }

  // A run that never started (the figure could not be decoded) has a failure and nothing to report.
  const asked = events.some((event) => event.type === 'started');
  if (options.json && asked) {
    const result = collect(events, (image) => writer.imagePath(image.name));
    process.stdout.write(`${JSON.stringify(result)}\n`);
  }
  if (!options.json) out.line();
  const target = options.json ? err : out;
  const usage = usageOf(events);
  if (usage !== undefined) target.line(target.style('dim', usage));
  target.line(target.style('dim', `Run kept in ${relative('', writer.folder)}`));
  if (writeReport && asked) {
    const path = await writeReport(await store.read(id), (name) => writer.imagePath(name));
    target.line(target.style('dim', `Report written to ${relative('', path)}`));
  }
  return exitCode(events, options.json === true, err.line.bind(err));
}

/** Tokens of the whole run, in words; undefined when the model told none. */
function usageOf(events: readonly RunEvent[]): string | undefined {
  const replies = events.filter((event) => event.type === 'code' || event.type === 'answer');
  const total = totalUsage({ turns: replies.map((code) => ({ code })) });
  return total && usageWords(total);
}

/** Makes the run's folder before any work is done. @throws UsageError where it cannot be made */
async function newRecord(store: RunStore, id: string): Promise<RunWriter> {
  const command = ['figscope', ...process.argv.slice(2)];
  const kind = await stat(store.root).catch(() => undefined);
  if (kind && !kind.isDirectory())
    throw new UsageError(`Runs cannot be kept in ${store.root}: it is a file, not a folder.`);
  try {
    return await store.create(id, { figscope: VERSION, command });
  } catch (error) {
    if (!(error instanceof RunStoreError)) throw error;
    throw new UsageError(`${error.message} --runs names another folder.`, { cause: error });
  }
}

/** The figures come first, the question last. @throws UsageError */
function splitArguments(args: readonly string[]): { paths: readonly string[]; question: string } {
  const question = args.at(-1)?.trim() ?? '';
  const paths = args.slice(0, -1);
  if (paths.length === 0)
    throw new UsageError(
      'Give a figure and a question, for example: figscope ask cells.png "How many cells are there?"',
    );
  if (question === '') throw new UsageError('The question is empty.');
  return { paths, question };
}

function statusOf(event: RunEvent): string {
  switch (event.type) {
    case 'started':
      return 'Reading the question…';
    case 'thoughtDelta':
      return `Turn ${event.turn}: thinking…`;
    case 'code':
      return `Turn ${event.turn}: running Python…`;
    case 'observation':
      return `Turn ${event.turn}: ${event.images.length} images`;
    case 'notice':
    case 'retry':
    case 'gainChecked':
      return event.text;
    case 'answer':
      return 'Answered.';
    case 'failed':
      return event.message;
  }
}

function exitCode(
  events: readonly RunEvent[],
  json: boolean,
  tell: (text: string) => void,
): number {
  // A check of the gain comes after the answer and changes nothing about it.
  const last = events.findLast(({ type }) => type === 'answer' || type === 'failed');
  if (last?.type === 'answer') return last.answered ? EXIT.answered : EXIT.notAnswered;
  if (last?.type !== 'failed') return EXIT.notAnswered;
  if (json) tell(`figscope: ${last.message}`);
  if (last.kind === 'cancelled') return EXIT.interrupted;
  return last.kind === 'figureError' ? EXIT.wrongUse : EXIT.notAnswered;
}
