import type { ChosenWeights } from '../folder/chooseDtype.ts';
import type { ModelFolder } from '../folder/modelFolder.ts';
import type { Device, LoadStep, Part } from '../protocol.ts';
import { openSession, type SessionPlace } from '../sessions/openSession.ts';
import type { Session } from '../sessions/runtime.ts';
import type { Decoder } from './decoder.ts';
import { Embedder } from './embedder.ts';
import { openDecoder } from './openDecoder.ts';
import { VisionEncoder } from './visionEncoder.ts';

/** The sessions of a model on one provider. */
export interface ModelParts {
  readonly device: Device;
  readonly embedder: Embedder;
  readonly decoder: Decoder;
  readonly vision: VisionEncoder | undefined;
  release(): Promise<void>;
}

/**
 * Opens the parts of a model.
 * @throws InferenceError; what was opened until then is released
 */
export async function openParts(
  model: ModelFolder,
  { files }: ChosenWeights,
  place: SessionPlace,
  { context, onStep }: { context: number; onStep(step: LoadStep): void },
): Promise<ModelParts> {
  const opened: { release(): Promise<void> }[] = [];
  const release = async (): Promise<void> => {
    for (const one of opened.splice(0).reverse()) await one.release();
  };
  const open = async (part: Part, at: SessionPlace): Promise<Session> => {
    onStep({ type: 'reading', part, device: at.device });
    const session = await openSession(path(part), at);
    opened.push(session);
    return session;
  };
  const path = (part: Part): string => files[part]?.path ?? '';
  try {
    // A look-up in a table, and its result is mixed with features on the CPU anyway.
    const embedder = new Embedder(await open('embed_tokens', { ...place, device: 'cpu' }));
    const vision = files.vision_encoder
      ? new VisionEncoder(await open('vision_encoder', place), path('vision_encoder'))
      : undefined;
    onStep({ type: 'reading', part: 'decoder_model_merged', device: place.device });
    const decoder = await openDecoder(path('decoder_model_merged'), place, { context, model });
    opened.push(decoder);
    return { device: place.device, embedder, decoder, vision, release };
  } catch (error) {
    await release();
    throw error;
  }
}
