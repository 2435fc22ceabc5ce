import type { ChosenWeights } from '../folder/chooseDtype.ts';
import type { ModelFolder } from '../folder/modelFolder.ts';
import { DecoderCache } from '../kv/decoderCache.ts';
import { DeviceKv } from '../kv/deviceKv.ts';
import { DeviceSharedKv } from '../kv/deviceSharedKv.ts';
import { GrowingKv } from '../kv/growingKv.ts';
import { resizeOnDevice } from '../kv/resizeOnDevice.ts';
import { SharedKv } from '../kv/sharedKv.ts';
import { States } from '../kv/states.ts';
import type { KvStore } from '../kv/store.ts';
import type { Device, LoadStep, Part } from '../protocol.ts';
import { decoderLayout, type DecoderLayout } from '../sessions/decoderLayout.ts';
import { openSession, type SessionPlace } from '../sessions/openSession.ts';
import type { Session } from '../sessions/runtime.ts';
import { Decoder } from './decoder.ts';
import { Embedder } from './embedder.ts';
import { sharesBuffers } from './sharesBuffers.ts';
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
  const open = async (
    part: Part,
    at: SessionPlace,
    path: string,
    stays: readonly string[] = [],
  ): Promise<Session> => {
    onStep({ type: 'reading', part, device: at.device });
    const session = await openSession(path, at, stays);
    opened.push(session);
    return session;
  };
  const path = (part: Part): string => files[part]?.path ?? '';
  try {
    // A look-up in a table, and its result is mixed with features on the CPU anyway.
    const embedder = new Embedder(
      await open('embed_tokens', { ...place, device: 'cpu' }, path('embed_tokens')),
    );
    const vision = files.vision_encoder
      ? new VisionEncoder(
          await open('vision_encoder', place, path('vision_encoder')),
          path('vision_encoder'),
        )
      : undefined;
    const { session, layout, kv } = await openDecoder(
      path('decoder_model_merged'),
      place,
      context,
      open,
      model,
    );
    if (kv.release) opened.push({ release: kv.release });
    const cache = new DecoderCache(kv.store, new States(layout.states));
    const decoder = new Decoder(session, layout, cache, model.hiddenSize);
    opened.push({ release: async () => cache.clear() });
    return { device: place.device, embedder, decoder, vision, release };
  } catch (error) {
    await release();
    throw error;
  }
}

interface OpenedDecoder {
  readonly session: Session;
  readonly layout: DecoderLayout;
  readonly kv: { readonly store: KvStore; readonly release?: () => Promise<void> };
}

async function openDecoder(
  path: string,
  place: SessionPlace,
  context: number,
  open: (part: Part, at: SessionPlace, path: string, stays?: readonly string[]) => Promise<Session>,
  model: ModelFolder,
): Promise<OpenedDecoder> {
  const part = 'decoder_model_merged';
  const stays = place.device === 'webgpu' ? presentNames(model.layers) : [];
  const session = await open(part, place, path, stays);
  const layout = decoderLayout(session, path);
  const kv = kvStores(layout, place, context);
  const shared =
    kv.shared !== undefined &&
    (await sharesBuffers(session, layout, model.hiddenSize, {
      plain: kv.plain,
      shared: kv.shared,
    }));
  const store = shared && kv.shared ? kv.shared : kv.plain;
  return { session, layout, kv: { store, ...(kv.release && { release: kv.release }) } };
}

/** How the cache can be kept on a provider: as every decoder takes it, and in one buffer where there is such a way. */
function kvStores(
  { kv, kvType }: DecoderLayout,
  place: SessionPlace,
  context: number,
): { readonly plain: KvStore; readonly shared?: KvStore; readonly release?: () => Promise<void> } {
  switch (place.device) {
    case 'cpu':
      return { plain: new GrowingKv(kv, kvType), shared: new SharedKv(kv, kvType, context) };
    case 'webgpu': {
      const { resize, release } = resizeOnDevice(kvType, place);
      return {
        plain: new DeviceKv(kv, kvType, resize),
        shared: new DeviceSharedKv(kv, kvType, context, resize),
        release,
      };
    }
    default:
      // Tensors of these providers cannot be kept on the device from JavaScript: the fewer bytes go back and forth, the better.
      return { plain: new GrowingKv(kv, kvType) };
  }
}

/** Where outputs stay must be said when the session is opened, before it can be asked for their names: more than it has do no harm. */
function presentNames(layers: number): readonly string[] {
  return Array.from({ length: layers }, (_, layer) => [
    `present.${layer}.key`,
    `present.${layer}.value`,
    `present_conv.${layer}`,
    `present_recurrent.${layer}`,
  ]).flat();
}
