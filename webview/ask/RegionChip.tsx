import * as l10n from '@vscode/l10n';
import type { JSX } from 'preact';
import type { DraftRegion, PanelFigure } from '../../src/panel/protocol.ts';
import { usePage } from '../host/page.ts';
import { IconButton } from '../ui/controls.tsx';
import { Icon } from '../ui/icons.tsx';
import { boxWords } from '../words/words.ts';

/** The region that the question is about. */
export function RegionChip({
  region,
  figures,
}: {
  readonly region: DraftRegion;
  readonly figures: readonly PanelFigure[];
}): JSX.Element {
  const { draft } = usePage();
  const words = boxWords(region.box);
  const name = figures.find(({ id }) => id === region.figure)?.name ?? region.figure;
  return (
    <p class="region-chip">
      <Icon name="region" />
      <span>
        {figures.length > 1
          ? l10n.t('Region {0} of {1}', words, name)
          : l10n.t('Region {0}', words)}
      </span>
      <IconButton
        icon="close"
        label={l10n.t('Remove the region')}
        onClick={() => draft.change({ question: draft.store.value.question })}
      />
    </p>
  );
}
