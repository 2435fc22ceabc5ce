import type { ChatPart } from '../../inference/protocol.ts';
import { squaresPicture } from '../servers/probe/picture.ts';
import type { InferenceHost } from './host.ts';
import type { ModelSpec } from './spec.ts';

/** 768 × 576 px: within what goes to models on a CPU. */
const SCALE = 3;

/** What an image costs, measured with one. */
export interface ImageTiming {
  readonly width: number;
  readonly height: number;
  /** Of the image, a question of one line and the template. */
  readonly promptTokens: number;
  /** Image to features. */
  readonly visionMs: number;
  /** The prompt, up to the first token of the reply. */
  readonly prefillMs: number;
}

/** Shows a drawn picture to a model that is loaded, and measures how long it takes to see and read it. @throws as `InferenceHost.use` */
export async function timeOfImage(
  host: Pick<InferenceHost, 'generate'>,
  spec: ModelSpec,
  signal: AbortSignal,
): Promise<ImageTiming | undefined> {
  const { mime, bytes, width, height } = squaresPicture(5, SCALE);
  const parts: ChatPart[] = [
    { type: 'image', mime, bytes },
    { type: 'text', text: 'How many red squares are there?' },
  ];
  const params = {
    messages: [{ role: 'user', parts }],
    sampling: { temperature: 0 },
    stop: [],
  } as const;
  for await (const item of host.generate(spec, { ...params, maxTokens: 1 }, { signal }))
    if (item.type === 'end') {
      const { visionMs, prefillMs } = item.timings;
      return { width, height, promptTokens: item.promptTokens, visionMs, prefillMs };
    }
  return undefined;
}
