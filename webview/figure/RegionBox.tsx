import * as l10n from '@vscode/l10n';
import type { JSX } from 'preact';
import type { Box } from '../../src/figures/frame.ts';
import { toScreen, type Placement } from './geometry.ts';

/** The region that the next question is about. */
export function RegionBox({ box, at }: { readonly box: Box; readonly at: Placement }): JSX.Element {
  const rect = toScreen(box, at);
  return (
    <g class="region">
      <title>{l10n.t('The next question is about this region')}</title>
      <rect class="halo" {...rect} />
      <rect class="line" {...rect} />
    </g>
  );
}
