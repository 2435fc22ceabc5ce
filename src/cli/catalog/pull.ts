import {
  dtypeWords,
  fits,
  machineMemory,
  modelsFolder,
  pullModel,
  type InstalledModel,
  type PullPlan,
} from '../../models/catalog/index.ts';
import { EXIT, UsageError } from '../exit.ts';
import { terminalOn, type Terminal } from '../terminal.ts';
import { TransferLine } from './transferLine.ts';
import { FIT_WORDS, memoryWords, sizeWords, usage } from './words.ts';

export interface PullFlags {
  readonly dtype?: string;
  readonly name?: string;
  readonly endpoint?: string;
  readonly proxy?: string;
  readonly tokenEnv?: string;
  readonly parallel?: number;
  readonly json?: boolean;
}

/** `figscope models pull`: what will be loaded, then its progress, then how to use it. */
export async function pullCommand(
  model: string,
  flags: PullFlags,
  signal: AbortSignal,
): Promise<number> {
  const err = terminalOn(process.stderr);
  const line = new TransferLine();
  const { dtype, name, endpoint, proxy, parallel } = flags;
  const token = tokenOf(flags.tokenEnv);
  try {
    const installed = await usage(
      pullModel({
        model,
        root: modelsFolder(),
        signal,
        onProgress: (event) =>
          event.type === 'planned' ? tellPlan(event.plan, err) : line.show(event),
        ...(dtype === undefined ? {} : { dtype }),
        ...(name === undefined ? {} : { name }),
        ...(endpoint === undefined ? {} : { endpoint }),
        ...(proxy === undefined ? {} : { proxy }),
        ...(parallel === undefined ? {} : { parallel }),
        ...(token === undefined ? {} : { token }),
      }),
    );
    line.clear();
    tellInstalled(installed, flags.json === true);
    return EXIT.answered;
  } catch (error) {
    line.clear();
    if (!signal.aborted) throw error;
    err.line('figscope: stopped. What has come is kept: the same command goes on from there.');
    return EXIT.interrupted;
  }
}

/** Options of a command are seen by everyone on the machine: only the name of a variable is given. */
function tokenOf(variable: string | undefined): string | undefined {
  if (variable === undefined) return undefined;
  const token = process.env[variable]?.trim();
  if (token) return token;
  throw new UsageError(`--token-env: the environment variable ${variable} is not set.`);
}

function tellPlan(plan: PullPlan, err: Terminal): void {
  const { label, repository, revision, endpoint, files, totalBytes, presentBytes, licence } = plan;
  const unknown = files.filter(({ bytes }) => bytes === undefined).length;
  err.line(
    `${err.style('bold', label)}: ${repository} at ${revision.slice(0, 12)} from ${new URL(endpoint).host}`,
  );
  err.line(
    `${files.length} files, ${sizeWords(totalBytes)}${unknown > 0 ? ` and ${unknown} of unknown size` : ''}${presentBytes > 0 ? `, ${sizeWords(presentBytes)} of it already here` : ''}; weights: ${dtypeWords(plan.dtype)}${licence === undefined ? '' : `; licence: ${licence}`}`,
  );
  const { totalBytes: machine } = machineMemory();
  if (fits(plan.memoryBytes, machine) === 'no')
    err.line(
      err.style(
        'yellow',
        `It needs about ${memoryWords(plan.memoryBytes)} of memory; this machine has ${memoryWords(machine)}.`,
      ),
    );
  for (const notice of plan.notices) err.line(err.style('yellow', notice));
}

/** After a pull or an import: on stdout, for scripts as one object. */
export function tellInstalled(model: InstalledModel, json: boolean): void {
  if (json) {
    process.stdout.write(`${JSON.stringify({ schema: 'figscope.installed/1', model })}\n`);
    return;
  }
  const out = terminalOn(process.stdout);
  const { name, folder, bytes, memoryBytes } = model;
  const fit = fits(memoryBytes, machineMemory().totalBytes);
  out.line(`${out.style('bold', name)} is installed in ${folder} (${sizeWords(bytes)}).`);
  out.line(`It needs about ${memoryWords(memoryBytes)} of memory, which ${FIT_WORDS[fit]}.`);
  out.line(`Ask it: figscope ask figure.png "…" --model local:${name}`);
}
