import {
  catalogue,
  entryMemory,
  fits,
  installedModels,
  knownForms,
  machineMemory,
  modelsFolder,
  usualBytes,
  verifyModel,
  type CatalogEntry,
  type InstalledModels,
} from '../../models/catalog/index.ts';
import { EXIT } from '../exit.ts';
import { terminalOn, type Terminal } from '../terminal.ts';
import { wrap } from '../wrap.ts';
import { TransferLine } from './transferLine.ts';
import { FIT_WORDS, memoryWords, sizeWords } from './words.ts';

export interface ListFlags {
  readonly json?: boolean;
  readonly verify?: boolean;
}

interface Verified {
  readonly name: string;
  /** Absent: every file is as it came. */
  readonly problem?: string;
}

/** `figscope models list`: what is installed and what can be pulled; with `--verify` every file is read again. */
export async function listCommand(flags: ListFlags, signal: AbortSignal): Promise<number> {
  const root = modelsFolder();
  const installed = await installedModels(root);
  const verified = flags.verify ? await verifyAll(root, installed, signal) : undefined;
  if (flags.json) process.stdout.write(`${JSON.stringify(asJson(root, installed, verified))}\n`);
  else print(root, installed, verified, terminalOn(process.stdout));
  const damaged = verified?.some(({ problem }) => problem !== undefined) ?? false;
  return damaged || installed.problems.length > 0 ? EXIT.notAnswered : EXIT.answered;
}

async function verifyAll(
  root: string,
  { models }: InstalledModels,
  signal: AbortSignal,
): Promise<readonly Verified[]> {
  const line = new TransferLine();
  const results: Verified[] = [];
  for (const { name } of models) {
    const problem = await verifyModel(root, name, { signal, onProgress: line.show });
    results.push({ name, ...(problem === undefined ? {} : { problem }) });
  }
  line.clear();
  return results;
}

function asJson(
  folder: string,
  { models, incomplete, problems }: InstalledModels,
  verified: readonly Verified[] | undefined,
): object {
  const machine = machineMemory();
  const fit = (bytes: number | undefined) =>
    bytes === undefined ? {} : { memoryBytes: bytes, fits: fits(bytes, machine.totalBytes) };
  return {
    schema: 'figscope.installedModels/1',
    folder,
    machine,
    installed: models.map((model) => ({ ...model, ...fit(model.memoryBytes) })),
    incomplete,
    problems,
    ...(verified === undefined ? {} : { verified }),
    catalogue: catalogue().map((entry) => {
      const { name, label, repository, revision, licence, goodAt, warnings } = entry;
      const bytes = usualBytes(entry);
      return {
        name,
        label,
        repository,
        ...(revision === undefined ? {} : { revision }),
        licence,
        goodAt,
        warnings,
        dtypes: knownForms(entry),
        ...(bytes === undefined ? {} : { bytes }),
        ...fit(entryMemory(entry)),
      };
    }),
  };
}

function print(
  folder: string,
  { models, incomplete, problems }: InstalledModels,
  verified: readonly Verified[] | undefined,
  out: Terminal,
): void {
  const { totalBytes } = machineMemory();
  out.line(out.style('bold', `Installed in ${folder}`));
  if (models.length + incomplete.length + problems.length === 0) out.line('  nothing yet');
  for (const model of models) {
    out.line(`  ${out.style('bold', model.name)}  ${model.label}, ${sizeWords(model.bytes)}`);
    about(
      out,
      `needs about ${memoryWords(model.memoryBytes)}, which ${FIT_WORDS[fits(model.memoryBytes, totalBytes)]}; --model local:${model.name}`,
      'dim',
    );
    const check = verified?.find(({ name }) => name === model.name);
    if (check && check.problem === undefined) about(out, 'every file is as it came', 'dim');
  }
  for (const { name, bytes, totalBytes: all, text } of incomplete) {
    const of = all === undefined ? '' : ` of ${sizeWords(all)}`;
    out.line(`  ${out.style('bold', name)}  not whole: ${sizeWords(bytes)}${of}`);
    about(out, text, 'yellow');
  }
  const damaged = verified?.flatMap(({ problem }) => (problem === undefined ? [] : [problem]));
  for (const text of [...problems.map((problem) => problem.text), ...(damaged ?? [])])
    out.line(out.style('red', wrap(`  ${text}`, out.columns)));
  out.line();
  out.line(out.style('bold', 'To be had by figscope models pull NAME'));
  for (const entry of catalogue()) printEntry(entry, totalBytes, out);
  out.line();
  out.line(`Others: figscope models pull OWNER/NAME, or figscope models import FOLDER`);
}

function printEntry(entry: CatalogEntry, totalBytes: number, out: Terminal): void {
  const { name, label, licence, goodAt, warnings } = entry;
  const bytes = usualBytes(entry);
  const memory = entryMemory(entry);
  const size = bytes === undefined ? 'its size is told before it is loaded' : sizeWords(bytes);
  out.line(`  ${out.style('bold', name)}  ${label}, ${size}, licence ${licence.id}`);
  about(out, goodAt);
  for (const warning of warnings) about(out, warning, 'yellow');
  if (memory !== undefined)
    about(
      out,
      `needs about ${memoryWords(memory)}, which ${FIT_WORDS[fits(memory, totalBytes)]}`,
      'dim',
    );
}

/** A line below a model's name, as wide as the terminal. */
function about(out: Terminal, text: string, style?: Parameters<Terminal['style']>[0]): void {
  const wrapped = wrap(`    ${text}`, out.columns);
  out.line(style === undefined ? wrapped : out.style(style, wrapped));
}
