import { resizeModel } from '../onnx/resizeModel.ts';
import type { FloatType } from '../sessions/decoderLayout.ts';
import { openSession, type SessionPlace } from '../sessions/openSession.ts';
import { runtime, type Session, type Tensor } from '../sessions/runtime.ts';

/** Makes `[1, heads, tokens, headSize]` hold `tokens` others: the first ones, or all and zeros behind them. */
export type Resize = (tensor: Tensor, tokens: number) => Promise<Tensor>;

/** A `Resize` that runs where the tensors are, in sessions of one operator, opened at the first use. */
export function resizeOnDevice(
  type: FloatType,
  place: SessionPlace,
): { readonly resize: Resize; release(): Promise<void> } {
  const sessions = new Map<'cut' | 'pad', Promise<Session>>();
  const stays = place.device === 'webgpu' ? ({ resized: 'gpu-buffer' } as const) : undefined;
  const sessionFor = (how: 'cut' | 'pad'): Promise<Session> => {
    const session = sessions.get(how) ?? openSession(resizeModel(how, type), place, stays);
    sessions.set(how, session);
    return session;
  };
  return {
    resize: async (data, tokens) => {
      const { Tensor } = runtime();
      const now = data.dims[2] ?? 0;
      const [how, number] =
        tokens <= now ? (['cut', tokens] as const) : (['pad', tokens - now] as const);
      const size = new Tensor('int64', [BigInt(number)], [1]);
      const { resized } = await (await sessionFor(how)).run({ data, size });
      if (!resized) throw new TypeError('The device gave nothing back.');
      return resized;
    },
    release: async () => {
      for (const session of sessions.values()) await (await session).release();
      sessions.clear();
    },
  };
}
