import type { LoadStep, Part } from '../../inference/protocol.ts';
import type { ModelProgress } from '../../reasoning/model.ts';
import { DEVICE_NAMES } from './spec.ts';

const PART_NAMES: Readonly<Record<Part, string>> = {
  embed_tokens: 'embeddings',
  vision_encoder: 'vision encoder',
  decoder_model_merged: 'decoder',
};

/** A step of loading as progress of a model. */
export function loadProgress(step: LoadStep): ModelProgress {
  const device = DEVICE_NAMES[step.device];
  return step.type === 'measuring'
    ? { doing: 'measuring', device }
    : { doing: 'loading', part: PART_NAMES[step.part], device };
}

/** Progress in English, for a command line: `Reading the prompt: 512 of 2,048 tokens (1,024 cached)`. */
export function progressWords(progress: ModelProgress): string {
  switch (progress.doing) {
    case 'waiting':
      return 'Waiting for another reply of the local model…';
    case 'loading': {
      const { part, device } = progress;
      if (part === undefined) return 'Loading the model…';
      return `Loading the model: ${part}${device === undefined ? '' : ` (${device})`}…`;
    }
    case 'measuring':
      return `Measuring the model on ${progress.device}…`;
    case 'reading': {
      const { done, total, cached } = progress;
      const words = (count: number) => count.toLocaleString('en-US');
      const from = cached > 0 ? ` (${words(cached)} cached)` : '';
      return `Reading the prompt: ${words(done)} of ${words(total)} tokens${from}`;
    }
  }
}
