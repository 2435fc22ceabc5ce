import { LoadedEngine } from '../../../src/inference/engine/loadedEngine.ts';
import type { GenerateItem, GenerateParams, LoadParams } from '../../../src/inference/protocol.ts';

/** A model on the CPU, as it is. */
export const plainLoad = (folder: string, more: Partial<LoadParams> = {}): LoadParams => ({
  folder,
  device: 'cpu',
  dtype: 'fp32',
  threads: 1,
  ...more,
});

export const openEngine = (folder: string, more?: Partial<LoadParams>): Promise<LoadedEngine> =>
  LoadedEngine.open(plainLoad(folder, more), () => undefined);

/** A reply that is always the same. */
export const greedy = (
  messages: GenerateParams['messages'],
  more: Partial<GenerateParams> = {},
): GenerateParams => ({ messages, sampling: { temperature: 0 }, stop: [], maxTokens: 16, ...more });

export interface WholeReply {
  readonly text: string;
  readonly end: Extract<GenerateItem, { type: 'end' }>;
  readonly items: readonly GenerateItem[];
}

/** A reply to its end. */
export async function replyOf(
  engine: Pick<LoadedEngine, 'generate'>,
  params: GenerateParams,
  signal: AbortSignal = new AbortController().signal,
): Promise<WholeReply> {
  const items: GenerateItem[] = [];
  for await (const item of engine.generate(params, signal)) items.push(item);
  const end = items.at(-1);
  if (end?.type !== 'end') throw new Error('The reply has no end.');
  return {
    text: items.map((item) => (item.type === 'text' ? item.text : '')).join(''),
    end,
    items,
  };
}
