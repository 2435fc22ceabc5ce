import type { ModelFolder } from '../folder/modelFolder.ts';
import { DecoderCache } from '../kv/decoderCache.ts';
import { DeviceKv } from '../kv/deviceKv.ts';
import { DeviceSharedKv } from '../kv/deviceSharedKv.ts';
import { GrowingKv } from '../kv/growingKv.ts';
import { resizeOnDevice } from '../kv/resizeOnDevice.ts';
import { SharedKv } from '../kv/sharedKv.ts';
import { States } from '../kv/states.ts';
import type { KvStore } from '../kv/store.ts';
import { decoderLayout, type DecoderLayout } from '../sessions/decoderLayout.ts';
import { openSession, type OutputLocations, type SessionPlace } from '../sessions/openSession.ts';
import type { Session } from '../sessions/runtime.ts';
import { Decoder } from './decoder.ts';
import { decoderBytes, type DecoderSource } from './decoderBytes.ts';
import { sharesBuffers } from './sharesBuffers.ts';

export interface DecoderOptions {
  readonly model: Pick<ModelFolder, 'hiddenSize'>;
  /** Tokens of the context. */
  readonly context: number;
}

/**
 * Opens a decoder, with the best cache that it and its provider allow: one buffer that is past and present where its attention writes
 * in place, else tensors that the runtime makes anew at every step, on the device where that is possible.
 * @throws InferenceError
 */
export async function openDecoder(
  path: string,
  place: SessionPlace,
  options: DecoderOptions,
): Promise<Decoder> {
  return place.device === 'webgpu'
    ? openOnWebGpu(path, place, options)
    : openWithCpuTensors(path, place, options);
}

async function openWithCpuTensors(
  path: string,
  place: SessionPlace,
  { model: { hiddenSize }, context }: DecoderOptions,
): Promise<Decoder> {
  const { session, lastRow, stops } = await openChanged(path, place);
  const layout = decoderLayout(session, path);
  const made = (kv: KvStore, stopping: boolean): Decoder => {
    const cache = new DecoderCache(kv, new States(layout.states));
    return new Decoder(session, layout, cache, hiddenSize, {
      stops: stopping,
      lastRow: oneRow(layout, lastRow),
    });
  };
  // Tensors of other providers cannot stay on their device: the fewer bytes go back and forth, the better.
  const plain = made(new GrowingKv(layout.kv, layout.kvType), false);
  if (!stops) return plain;
  const shared = made(new SharedKv(layout.kv, layout.kvType, context), true);
  return (await sharesBuffers({ plain, shared })) ? shared : plain;
}

async function openOnWebGpu(
  path: string,
  place: SessionPlace,
  { model: { hiddenSize }, context }: DecoderOptions,
): Promise<Decoder> {
  const { session, source, lastRow } = await openChanged(path, place);
  const layout = decoderLayout(session, path);
  const { resize, release } = resizeOnDevice(layout.kvType, place);
  const { kv, kvType } = layout;
  const changes = { stops: false, lastRow: oneRow(layout, lastRow) };
  // States are new at every step, and stay on the device only in a session that is told so.
  if (layout.states.length === 0) {
    const made = (store: KvStore): Decoder =>
      new Decoder(
        session,
        layout,
        new DecoderCache(store, new States([])),
        hiddenSize,
        changes,
        release,
      );
    const shared = made(new DeviceSharedKv(kv, kvType, context, resize));
    if (await sharesBuffers({ plain: made(new GrowingKv(kv, kvType)), shared })) return shared;
  }
  // Not both at once: the weights would be on the device twice.
  await session.release();
  const staying = await openSession(source, place, locations(layout));
  const states = new States(layout.states, { onDevice: true });
  const cache = new DecoderCache(new DeviceKv(kv, kvType, resize), states);
  return new Decoder(staying, layout, cache, hiddenSize, changes, release);
}

/** Opens a decoder with its graph changed for speed, or as it is where the runtime does not take that. */
async function openChanged(
  path: string,
  place: SessionPlace,
): Promise<DecoderSource & { readonly session: Session }> {
  const changed = await decoderBytes(path, { stop: place.device === 'cpu' });
  try {
    return { ...changed, session: await openSession(changed.source, place) };
  } catch {
    // What is wrong with the file itself is told by opening that.
    const session = await openSession(path, place);
    return { session, source: path, lastRow: false, stops: false };
  }
}

const oneRow = (layout: DecoderLayout, patched: boolean): boolean =>
  patched || layout.logitsToKeep !== undefined;

/** All that goes back in at the next step stays; the logits are wanted here. */
function locations({ kv, states }: DecoderLayout): OutputLocations {
  const names = [...kv, ...states].map(({ present }) => [present, 'gpu-buffer' as const]);
  return { ...Object.fromEntries(names), logits: 'cpu' };
}
