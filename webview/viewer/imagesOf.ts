import type { PanelExchange } from '../host/session.ts';
import type { PanelImage } from '../run/ImageCard.tsx';

/** All images of a run, in the order in which they were shown. */
export function imagesOf(exchanges: readonly PanelExchange[]): readonly PanelImage[] {
  return exchanges.flatMap(({ turns }) =>
    turns.flatMap((turn) =>
      [turn.observation, ...turn.reruns.map(({ observation }) => observation)].flatMap(
        (observation) => observation?.images ?? [],
      ),
    ),
  );
}
