import { l10n } from 'vscode';
import {
  DEVICE_NAMES,
  type ImageTiming,
  type LoadedModel,
  type LocalEntry,
  type Measured,
} from '../../../models/local/index.ts';
import { cell, table } from '../../doctor/table.ts';
import { countWords, sizeWords, speedWords } from '../amounts.ts';

/** A model measured on every provider that works here. */
export interface Bench {
  readonly entry: LocalEntry;
  readonly model: LoadedModel;
  readonly measured: readonly Measured[];
  /** Of a model that takes images, on the chosen provider. */
  readonly image?: ImageTiming;
}

/** The measurement as Markdown: how fast on each provider, which is chosen, and what it needs. */
export function benchReport({ entry, model, measured, image }: Bench): string {
  const { name, label = name, folder, device: asked = 'auto' } = entry;
  const head = [
    l10n.t('Runs on'),
    l10n.t('Reads'),
    l10n.t('Writes'),
    l10n.t('Loads in'),
    l10n.t('Remark'),
  ];
  const sections = [
    `# ${cell(l10n.t('Measurement of {0}', label))}`,
    cell(folder),
    table(
      head,
      measured.map((one) => row(one, one.device === model.device)),
    ),
    asked === 'auto'
      ? l10n.t(
          '{0} is chosen: a usual turn takes the least time there.',
          DEVICE_NAMES[model.device],
        )
      : l10n.t('{0} is what the settings ask for.', DEVICE_NAMES[asked]),
    loadedFacts(model),
    ...(image ? [imageWords(image)] : [l10n.t('It takes no images.')]),
    ...model.notices.map((notice) => cell(notice)),
  ];
  return `${sections.join('\n\n')}\n`;
}

function row(one: Measured, chosen: boolean): readonly string[] {
  const { device, prefillTokensPerSecond, decodeTokensPerSecond, loadMs, problem } = one;
  const rate = (value: number | undefined) =>
    value === undefined ? '–' : l10n.t('{0} tokens/s', speedWords(value));
  return [
    DEVICE_NAMES[device],
    rate(prefillTokensPerSecond),
    rate(decodeTokensPerSecond),
    loadMs === undefined ? '–' : secondsWords(loadMs),
    problem ?? (chosen ? l10n.t('chosen') : ''),
  ];
}

/** Weights, context and memory of a loaded model, in a sentence. */
export function loadedFacts({
  dtype,
  contextTokens,
  threads,
  device,
  memory,
}: LoadedModel): string {
  const dtypes = [...new Set(Object.values(dtype))].join(', ');
  return [
    ...(dtypes === '' ? [] : [l10n.t('Weights: {0}', dtypes)]),
    l10n.t('{0} tokens of context', countWords(contextTokens)),
    ...(device === 'cpu' ? [l10n.t('{0} threads', threads)] : []),
    l10n.t('needs about {0} of memory', sizeWords(memory.neededBytes)),
    l10n.t('{0} were free', sizeWords(memory.availableBytes)),
  ].join(' · ');
}

function imageWords({ width, height, promptTokens, visionMs, prefillMs }: ImageTiming): string {
  return l10n.t(
    'An image of {0} × {1} px with a question ({2} tokens): seen in {3}, read in {4}.',
    width,
    height,
    countWords(promptTokens),
    secondsWords(visionMs),
    secondsWords(prefillMs),
  );
}

function secondsWords(ms: number): string {
  return l10n.t('{0} s', (ms / 1000).toFixed(1));
}
