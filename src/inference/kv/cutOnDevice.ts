import { cutModel } from '../onnx/cutModel.ts';
import type { FloatType } from '../sessions/decoderLayout.ts';
import { openSession, type SessionPlace } from '../sessions/openSession.ts';
import { runtime, type Session } from '../sessions/runtime.ts';
import type { Cut } from './deviceKv.ts';

/** A `Cut` that runs where the tensors are: a session of one Slice, opened at the first use. */
export function cutOnDevice(
  type: FloatType,
  place: SessionPlace,
): { readonly cut: Cut; release(): Promise<void> } {
  let session: Promise<Session> | undefined;
  const stays = place.device === 'webgpu' ? ['kept'] : [];
  return {
    cut: async (tensor, length) => {
      session ??= openSession(cutModel(type), place, stays);
      const { Tensor } = runtime();
      const feeds = { data: tensor, length: new Tensor('int64', [BigInt(length)], [1]) };
      const { kept } = await (await session).run(feeds);
      if (!kept) throw new TypeError('The device gave nothing back.');
      return kept;
    },
    release: async () => {
      await (await session)?.release();
      session = undefined;
    },
  };
}
