import { testModel, type ModelTest } from '../models/servers/test.ts';
import type { Finding, FindingStatus } from '../models/servers/probe/finding.ts';
import { EXIT, UsageError } from './exit.ts';
import { LOCAL } from './localModels.ts';
import { ANALYST, catalogHere, serverModelFor } from './models.ts';
import { Progress, terminalOn, type Terminal } from './terminal.ts';
import { wrap } from './wrap.ts';

export interface ModelsTestOptions {
  readonly profile?: string;
  readonly json?: boolean;
}

/** `figscope models test`: says what works with a model. Exit code 0 when a run can be done with it. */
export async function modelsTestCommand(
  name: string,
  options: ModelsTestOptions,
  signal: AbortSignal,
): Promise<number> {
  if (name === ANALYST)
    throw new UsageError(
      'The analyst is built in: there is no server to test. "figscope doctor" checks this machine.',
    );
  if (name.startsWith(LOCAL))
    throw new UsageError(
      `"${name}" runs on this machine: there is no server to test. "figscope models bench ${name.slice(LOCAL.length)}" loads and measures it.`,
    );
  const { profile: id } = options;
  const flags = { model: name, ...(id === undefined ? {} : { profile: id }) };
  const { entry, profile, key } = await serverModelFor(flags, await catalogHere(), signal);
  const progress = new Progress();
  let test: ModelTest;
  try {
    test = await testModel(entry, {
      signal,
      profile,
      ...(key === undefined ? {} : { key }),
      onStep: (text) => progress.status(text),
    });
  } finally {
    progress.clear();
  }
  if (options.json)
    process.stdout.write(`${JSON.stringify({ schema: 'figscope.modelTest/1', ...test })}\n`);
  else print(test, terminalOn(process.stdout));
  return test.usable ? EXIT.answered : EXIT.notAnswered;
}

const MARKS: Readonly<
  Record<FindingStatus, readonly ['green' | 'yellow' | 'red' | 'dim', string]>
> = {
  works: ['green', '✔'],
  limited: ['yellow', '!'],
  fails: ['red', '✘'],
  untested: ['dim', '–'],
};

function print({ name, model, url, usable, findings }: ModelTest, out: Terminal): void {
  out.line(
    out.style('bold', name === model ? `${model} at ${url}` : `${name}: ${model} at ${url}`),
  );
  for (const finding of findings) printFinding(finding, out);
  out.line();
  out.line(
    usable
      ? out.style('green', 'A run can be done with this model.')
      : out.style('red', 'No run can be done with this model as it is: see ✘ above.'),
  );
}

function printFinding({ status, text, advice }: Finding, out: Terminal): void {
  const [style, mark] = MARKS[status];
  const fit = (words: string) =>
    wrap(words, out.columns && out.columns - 4).replaceAll('\n', '\n    ');
  out.line(`  ${out.style(style, mark)} ${fit(text)}`);
  if (advice) out.line(`    ${out.style('dim', fit(advice))}`);
}
