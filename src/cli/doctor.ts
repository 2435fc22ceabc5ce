import { probeIsolation, type IsolationReport } from '../sandbox/index.ts';
import {
  aboutProviders,
  executionProviders,
  type ExecutionProviders,
} from './executionProviders.ts';
import { EXIT } from './exit.ts';
import { catalogHere } from './models.ts';
import { aboutModel, listModels, type ListedModel } from './modelsList.ts';
import { reducedSandboxAllowed, rememberReducedSandbox } from './machine.ts';
import { sandboxOptions } from './sandboxes.ts';
import { Progress, terminalOn, type Terminal } from './terminal.ts';
import { VERSION } from './version.ts';

export interface DoctorOptions {
  readonly json?: boolean;
  readonly forgetReducedSandbox?: boolean;
}

interface Checkup {
  readonly schema: 'figscope.doctor/1';
  readonly figscope: string;
  readonly node: { readonly version: string; readonly platform: string };
  readonly sandbox: IsolationReport & { readonly reducedAllowed: boolean };
  readonly executionProviders: ExecutionProviders;
  readonly models: readonly (ListedModel & { readonly id: string })[];
  /** What is wrong with the files that models are written in. */
  readonly modelProblems: readonly string[];
}

/** `figscope doctor`: starts a sandbox as a question would and says what holds on this machine. */
export async function doctorCommand(options: DoctorOptions, signal: AbortSignal): Promise<number> {
  if (options.forgetReducedSandbox) await rememberReducedSandbox(false);
  const progress = new Progress();
  progress.status('Starting a sandbox…');
  const checkup = await examine(signal);
  progress.clear();
  if (options.json) process.stdout.write(`${JSON.stringify(checkup)}\n`);
  else print(checkup, terminalOn(process.stdout));
  return checkup.sandbox.usable ? EXIT.answered : EXIT.notAnswered;
}

async function examine(signal: AbortSignal): Promise<Checkup> {
  const catalog = await catalogHere();
  return {
    schema: 'figscope.doctor/1',
    figscope: VERSION,
    node: { version: process.version, platform: `${process.platform} ${process.arch}` },
    sandbox: {
      ...(await probeIsolation(await sandboxOptions())),
      reducedAllowed: await reducedSandboxAllowed(),
    },
    executionProviders: await executionProviders(signal),
    models: (await listModels(catalog)).map((model) => ({ id: model.name, ...model })),
    modelProblems: catalog.problems.map(({ message }) => message),
  };
}

function print(checkup: Checkup, out: Terminal): void {
  const mark = (holds: boolean) => (holds ? out.style('green', '✔') : out.style('yellow', '–'));
  const head = (text: string) => {
    out.line();
    out.line(out.style('bold', text));
  };
  out.line(`Figscope ${checkup.figscope}, Node ${checkup.node.version}, ${checkup.node.platform}`);
  head('Sandbox');
  const { usable, notices, timings, node, layers, packages, reducedAllowed } = checkup.sandbox;
  const total = Math.max(0, ...Object.values(timings));
  if (usable && node)
    out.line(
      `  ${mark(true)} works: ready in ${Math.round(total)} ms on Node ${node.version} (${node.path})`,
    );
  const bad = out.style(usable ? 'yellow' : 'red', usable ? '–' : '✘');
  for (const notice of notices) out.line(`  ${bad} ${notice}`);
  if (reducedAllowed)
    out.line(
      `  ${mark(false)} the reduced sandbox is allowed on this machine; take it back with --forget-reduced-sandbox`,
    );
  for (const layer of layers) out.line(`  ${mark(layer.inForce)} ${layer.name}: ${layer.detail}`);
  head('Python packages');
  for (const pkg of packages)
    out.line(
      `  ${mark(pkg.available)} ${[pkg.name, pkg.version].filter(Boolean).join(' ')}: ${pkg.from}`,
    );
  head('Execution providers (local models)');
  for (const { works, text } of aboutProviders(checkup.executionProviders))
    out.line(`  ${mark(works)} ${text}`);
  head('Models');
  for (const model of checkup.models) {
    out.line(`  ${mark(model.keySet !== false)} ${model.id} — ${model.label}`);
    for (const line of aboutModel(model)) out.line(`      ${out.style('dim', line)}`);
  }
  for (const problem of checkup.modelProblems)
    out.line(`  ${out.style('red', '✘')} ${problem.replaceAll('\n', '\n    ')}`);
}
