import type { GenerateEnd, GenerateItem, LoadedModel } from '../../inference/protocol.ts';
import type { Model, ModelDelta, ModelRequest, Usage } from '../../reasoning/model.ts';
import { ModelError } from '../../reasoning/modelError.ts';
import type { Profile } from '../../reasoning/profiles/profile.ts';
import type { LocalEntry } from './entry.ts';
import type { InferenceHost } from './host.ts';
import { loadedWords } from './loadedWords.ts';
import { generateParams } from './messages.ts';
import { loadProgress } from './progress.ts';
import { specOf, type ModelSpec } from './spec.ts';
import { telling } from './telling.ts';
import { ToolCallReader } from './toolCallReader.ts';

/**
 * Pixels of one image where nothing else is set and the model may run on the CPU: 512 tokens of a Qwen3-VL, which it reads in seconds
 * rather than minutes.
 */
export const CPU_IMAGE_PIXELS = 524_288;

export interface LocalModelOptions {
  readonly host: Pick<InferenceHost, 'generate'>;
  /** How the model's turns are written and read. */
  readonly profile: Profile;
  /** Can it take images? Default yes: `folderFacts` tells. */
  readonly images?: boolean;
}

/** A model on this machine. @param entry with an absolute folder */
export function createLocalModel(
  entry: LocalEntry,
  { host, profile, images = true }: LocalModelOptions,
): Model {
  const { name, label = name, device = 'auto', limits = {} } = entry;
  const reply = new LocalReplies(entry, host);
  const capped = device === 'auto' || device === 'cpu' ? CPU_IMAGE_PIXELS : undefined;
  const maxImagePixels = limits.maxImagePixels ?? capped;
  return {
    id: `local:${name}`,
    label: `${label} on this machine`,
    profile,
    images,
    limits: {
      ...(limits.images !== undefined && { images: limits.images }),
      ...(maxImagePixels !== undefined && { maxImagePixels }),
    },
    stream: (request, signal) => reply.stream(request, signal),
  };
}

/** The replies of one model. */
class LocalReplies {
  readonly #entry: LocalEntry;
  readonly #spec: ModelSpec;
  readonly #host: LocalModelOptions['host'];
  /** The load whose notices the user has seen. */
  #told: LoadedModel | undefined;

  constructor(entry: LocalEntry, host: LocalModelOptions['host']) {
    this.#entry = entry;
    this.#spec = specOf(entry, entry.folder);
    this.#host = host;
  }

  async *stream(
    request: ModelRequest,
    signal: AbortSignal,
  ): AsyncGenerator<ModelDelta, void, undefined> {
    const left = new AbortController();
    const stop = AbortSignal.any([signal, left.signal]);
    try {
      yield* telling<ModelDelta, undefined>((tell) => this.#work(request, stop, tell));
    } finally {
      // Also where the reader has had enough: the process stops generating.
      left.abort();
    }
  }

  async #work(
    request: ModelRequest,
    signal: AbortSignal,
    tell: (delta: ModelDelta) => void,
  ): Promise<undefined> {
    const { tools = [], messages } = request;
    const callsBefore = messages.flatMap(({ parts }) =>
      parts.filter(({ type }) => type === 'toolCall'),
    ).length;
    const [tool] = tools;
    const calls = tool && new ToolCallReader(tool.name, callsBefore);
    let loadMs: number | undefined;
    const items = this.#host.generate(this.#spec, generateParams(this.#entry, request), {
      signal,
      onWait: () => tell({ type: 'progress', progress: { doing: 'waiting' } }),
      onStep: (step) => tell({ type: 'progress', progress: loadProgress(step) }),
      onLoaded: (model, now) => {
        if (now) loadMs = model.loadMs;
        this.#tellOfLoad(model, request, tell);
      },
    });
    for await (const item of items) for (const delta of deltasOf(item, calls, loadMs)) tell(delta);
  }

  /** What the user should know of a load, once for each. */
  #tellOfLoad(model: LoadedModel, request: ModelRequest, tell: (delta: ModelDelta) => void): void {
    const { label } = this.#spec;
    if (!model.images && hasImages(request))
      throw new ModelError(
        'noImages',
        `${label} takes no images: its folder has no vision encoder. Choose a model that has one.`,
      );
    if (this.#told === model) return;
    this.#told = model;
    tell({ type: 'notice', level: 'info', text: loadedWords(label, model) });
    for (const text of model.notices) tell({ type: 'notice', level: 'warning', text });
  }
}

function* deltasOf(
  item: GenerateItem,
  calls: ToolCallReader | undefined,
  loadMs: number | undefined,
): Generator<ModelDelta, void, undefined> {
  switch (item.type) {
    case 'prefill': {
      const { done, total, cached } = item;
      return yield { type: 'progress', progress: { doing: 'reading', done, total, cached } };
    }
    case 'text':
      return calls ? yield* calls.feed(item.text) : yield item;
    case 'notice':
      return yield { type: 'notice', level: 'warning', text: item.text };
    case 'end': {
      const rest = calls?.end(item.reason === 'length') ?? [];
      yield* rest;
      yield { type: 'usage', ...usageOf(item, loadMs) };
      yield { type: 'end', reason: item.reason };
    }
  }
}

function usageOf(end: GenerateEnd, loadMs: number | undefined): Usage {
  const { promptTokens, cachedTokens, completionTokens, timings } = end;
  const { visionMs, prefillMs, decodeMs } = timings;
  return {
    promptTokens,
    cachedTokens,
    completionTokens,
    ...(loadMs !== undefined && { loadMs }),
    ...(visionMs > 0 && { visionMs }),
    prefillMs,
    decodeMs,
  };
}

function hasImages({ messages }: ModelRequest): boolean {
  return messages.some(({ parts }) => parts.some(({ type }) => type === 'image'));
}
