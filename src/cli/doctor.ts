import { DEFAULT_LIMITS } from '../reasoning/limits.ts';
import type { IsolationLayer, PackageStatus } from '../reasoning/sandbox.ts';
import { SandboxError } from '../sandbox/index.ts';
import { executionProviders } from './executionProviders.ts';
import { EXIT } from './exit.ts';
import { reducedSandboxAllowed, rememberReducedSandbox } from './machine.ts';
import { sandboxFor } from './sandboxes.ts';
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
  readonly sandbox: {
    readonly works: boolean;
    readonly problem?: string;
    readonly reducedAllowed: boolean;
    readonly layers: readonly IsolationLayer[];
    readonly startMs?: number;
  };
  readonly packages: readonly PackageStatus[];
  readonly executionProviders: Awaited<ReturnType<typeof executionProviders>>;
  readonly models: readonly { readonly id: string; readonly label: string }[];
}

/** `figscope doctor`: starts a sandbox as a question would and says what holds on this machine. */
export async function doctorCommand(options: DoctorOptions): Promise<number> {
  if (options.forgetReducedSandbox) await rememberReducedSandbox(false);
  const progress = new Progress();
  progress.status('Starting a sandbox…');
  const checkup = await examine(progress);
  progress.clear();
  if (options.json) process.stdout.write(`${JSON.stringify(checkup)}\n`);
  else print(checkup, terminalOn(process.stdout));
  return checkup.sandbox.works ? EXIT.answered : EXIT.notAnswered;
}

async function examine(progress: Progress): Promise<Checkup> {
  const reducedAllowed = await reducedSandboxAllowed();
  const about = {
    schema: 'figscope.doctor/1',
    figscope: VERSION,
    node: { version: process.version, platform: `${process.platform} ${process.arch}` },
    executionProviders: await executionProviders(),
    models: [{ id: 'analyst', label: 'rule-based analyst (built in, no weights)' }],
  } as const;
  const sandbox = await sandboxFor({}, progress);
  const began = performance.now();
  try {
    const started = await sandbox.start([], { maxPreviewPixels: DEFAULT_LIMITS.maxImagePixels });
    const startMs = Math.round(performance.now() - began);
    const { isolation: layers, packages } = started;
    return { ...about, sandbox: { works: true, reducedAllowed, layers, startMs }, packages };
  } catch (error) {
    if (!(error instanceof SandboxError)) throw error;
    const layers = error.isolation;
    return {
      ...about,
      sandbox: { works: false, problem: error.message, reducedAllowed, layers },
      packages: [],
    };
  } finally {
    await sandbox.dispose();
  }
}

function print(checkup: Checkup, out: Terminal): void {
  const mark = (holds: boolean) => (holds ? out.style('green', '✔') : out.style('yellow', '–'));
  const head = (text: string) => {
    out.line();
    out.line(out.style('bold', text));
  };
  out.line(`Figscope ${checkup.figscope}, Node ${checkup.node.version}, ${checkup.node.platform}`);
  head('Sandbox');
  const { works, problem, startMs, reducedAllowed, layers } = checkup.sandbox;
  out.line(
    works
      ? `  ${mark(true)} works (started in ${startMs} ms)`
      : `  ${out.style('red', '✘')} ${problem ?? ''}`,
  );
  if (reducedAllowed)
    out.line(
      `  ${mark(false)} the reduced sandbox is allowed on this machine; take it back with --forget-reduced-sandbox`,
    );
  for (const layer of layers) out.line(`  ${mark(layer.inForce)} ${layer.name}: ${layer.detail}`);
  head('Python packages');
  for (const pkg of checkup.packages)
    out.line(`  ${mark(pkg.available)} ${pkg.name} ${pkg.version ?? ''} — ${pkg.from}`);
  head('Execution providers (local models)');
  const providers = checkup.executionProviders;
  if (providers.names.length === 0) out.line(`  ${mark(false)} ${providers.detail}`);
  for (const name of providers.names) out.line(`  ${mark(true)} ${name}`);
  head('Models');
  for (const model of checkup.models) out.line(`  ${mark(true)} ${model.id} — ${model.label}`);
}
