import {
  DEVICE_NAMES,
  loadProgress,
  progressWords,
  specOf,
  speed,
  timeOfImage,
  type ImageTiming,
  type LoadedModel,
  type LoadStep,
  type LocalEntry,
  type Measured,
} from '../models/local/index.ts';
import { EXIT, UsageError } from './exit.ts';
import { localHost } from './localHost.ts';
import { LOCAL, localModelFor, type LocalFlags } from './localModels.ts';
import { catalogHere } from './models.ts';
import { Progress, terminalOn, type Terminal } from './terminal.ts';

export interface ModelsBenchOptions extends Omit<LocalFlags, 'model'> {
  readonly json?: boolean;
}

/** A model measured on every provider that works here. */
interface Bench {
  readonly schema: 'figscope.modelBench/1';
  readonly name: string;
  readonly folder: string;
  /** What the entry or a flag asks for. */
  readonly device: NonNullable<LocalEntry['device']>;
  readonly model: LoadedModel;
  readonly measured: readonly Measured[];
  /** Of a model that takes images, on the chosen provider. */
  readonly image?: ImageTiming;
}

/** `figscope models bench`: how fast a local model is on each provider, which is chosen, and why. */
export async function modelsBenchCommand(
  name: string,
  { json = false, ...flags }: ModelsBenchOptions,
  signal: AbortSignal,
): Promise<number> {
  if (name.startsWith('openai:'))
    throw new UsageError(
      `"${name}" is a model on a server; "figscope models test" is for those. ${LOCAL}NAME is one on this machine.`,
    );
  const model = name.startsWith(LOCAL) ? name : `${LOCAL}${name}`;
  const { entry } = await localModelFor({ ...flags, model }, await catalogHere());
  const host = await localHost();
  const progress = new Progress();
  let bench: Bench;
  try {
    progress.status('Loading the model…');
    const { name: short, folder, device = 'auto' } = entry;
    const spec = specOf(entry, folder);
    const options = {
      signal,
      onStep: (step: LoadStep) => progress.status(progressWords(loadProgress(step))),
    };
    const loaded = await host.useAfresh(spec, options);
    progress.status('Showing it an image…');
    const image = loaded.images ? await timeOfImage(host, spec, signal) : undefined;
    const measured = await host.measure(spec, options);
    bench = {
      schema: 'figscope.modelBench/1',
      name: short,
      folder,
      device,
      model: loaded,
      measured,
      ...(image && { image }),
    };
  } finally {
    progress.clear();
    await host.dispose();
  }
  if (json) process.stdout.write(`${JSON.stringify(bench)}\n`);
  else print(bench, terminalOn(process.stdout));
  return EXIT.answered;
}

function print(bench: Bench, out: Terminal): void {
  const { name, folder, model, measured } = bench;
  out.line(`${out.style('bold', name)}  ${model.architecture}`);
  out.line(out.style('dim', folder));
  out.line();
  const head = ['', 'reads', 'writes', 'loads in', ''];
  const rows = measured.map((one) => rowOf(one, one.device === model.device));
  const widths = head.map((_, at) =>
    Math.max(...[head, ...rows].map((row) => (row[at] ?? '').length)),
  );
  for (const [index, row] of [head, ...rows].entries()) {
    const text = row.map((cell, at) => cell.padEnd(widths[at] ?? 0)).join('  ');
    out.line(index === 0 ? out.style('dim', `  ${text.trimEnd()}`) : `  ${text.trimEnd()}`);
  }
  out.line();
  for (const line of about(bench)) out.line(line);
  for (const notice of model.notices) out.line(out.style('yellow', `note: ${notice}`));
}

function rowOf(one: Measured, chosen: boolean): readonly string[] {
  const { device, prefillTokensPerSecond: reads, decodeTokensPerSecond: writes, loadMs } = one;
  const rate = (value: number | undefined) =>
    value === undefined ? '–' : `${speed(value)} tokens/s`;
  const words = one.problem ?? (chosen ? 'chosen' : '');
  const loads = loadMs === undefined ? '–' : `${(loadMs / 1000).toFixed(1)} s`;
  return [DEVICE_NAMES[device], rate(reads), rate(writes), loads, words];
}

/** Why this one, and what else is worth knowing. */
function about({ model, device: asked, image }: Bench): readonly string[] {
  const { device, dtype, threads, contextTokens, cache, memory } = model;
  const dtypes = [...new Set(Object.values(dtype))].join(' and ');
  const gib = (bytes: number) => `${(bytes / 1024 ** 3).toFixed(1)} GiB`;
  return [
    asked === device
      ? `${DEVICE_NAMES[device]} is what --device, FIGSCOPE_DEVICE or the entry asks for.`
      : `${DEVICE_NAMES[device]} is chosen: of those that work, a usual turn (600 tokens read, 150 written) takes the least time there. --device, FIGSCOPE_DEVICE or "device" of an entry choose another.`,
    `Weights ${dtypes || 'as they are'}, ${contextTokens.toLocaleString('en-US')} tokens of context, cache ${cache}${device === 'cpu' ? `, ${threads} threads` : ''}; needs ${gib(memory.neededBytes)}, ${gib(memory.availableBytes)} were free.`,
    aboutImages(model, image),
  ];
}

function aboutImages(
  { images, pixelsPerToken }: LoadedModel,
  image: ImageTiming | undefined,
): string {
  if (!images || !image) return 'It takes no images.';
  const side = Math.round(Math.sqrt(pixelsPerToken));
  const seconds = (ms: number) => `${(ms / 1000).toFixed(1)} s`;
  return `An image takes a token for each ${side} × ${side} px. One of ${image.width} × ${image.height} px with a question (${image.promptTokens} tokens): seen in ${seconds(image.visionMs)}, read in ${seconds(image.prefillMs)}.`;
}
