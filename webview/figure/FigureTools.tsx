import * as l10n from '@vscode/l10n';
import type { JSX, RefObject } from 'preact';
import type { PanelFigure } from '../../src/panel/protocol.ts';
import { usePage } from '../host/page.ts';
import { useSelected } from '../host/store.ts';
import { IconButton } from '../ui/controls.tsx';
import { percentWords } from '../words/words.ts';
import type { StageControls } from './Stage.tsx';

interface FigureToolsProps {
  readonly figure: PanelFigure;
  /** Figures can be taken off the table until a question is asked. */
  readonly fixed: boolean;
  /** Does the run have frames on this figure? */
  readonly hasFrames: boolean;
  readonly canCompare: boolean;
  readonly regionOn: boolean;
  readonly onRegion: () => void;
  readonly controls: RefObject<StageControls | null>;
  /** CSS pixels per source pixel. */
  readonly scale: number | undefined;
}

/** Zoom, fit, frames, region, compare. */
export function FigureTools(props: FigureToolsProps): JSX.Element {
  const { figure, fixed, hasFrames, canCompare, regionOn, onRegion, controls, scale } = props;
  const { kept, host, attempt } = usePage();
  const { framesHidden, compare, figureHidden } = useSelected(kept.store, (value) => value);
  return (
    <div class="figure-tools" role="toolbar" aria-label={l10n.t('Figure')}>
      <IconButton
        icon={figureHidden ? 'chevronRight' : 'chevronDown'}
        label={figureHidden ? l10n.t('Show the figure') : l10n.t('Hide the figure')}
        class="figure-fold"
        expanded={!figureHidden}
        onClick={() => kept.change({ figureHidden: !figureHidden })}
      />
      <span class="name">{figure.name}</span>
      <IconButton
        icon="region"
        label={l10n.t('Ask about a region')}
        keys={l10n.t('R, or drag with Shift')}
        pressed={regionOn}
        onClick={onRegion}
      />
      {hasFrames && (
        <IconButton
          icon="frames"
          label={l10n.t('Show where the images are from')}
          pressed={!framesHidden}
          onClick={() => kept.change({ framesHidden: !framesHidden })}
        />
      )}
      {canCompare && (
        <IconButton
          icon="compare"
          label={l10n.t('Compare the figures')}
          pressed={compare}
          onClick={() => kept.change({ compare: !compare })}
        />
      )}
      <span class="gap" />
      <IconButton
        icon="zoomOut"
        label={l10n.t('Zoom out')}
        keys="-"
        onClick={() => controls.current?.zoom(1 / 1.5)}
      />
      <span class="scale">{scale === undefined ? '' : percentWords(scale)}</span>
      <IconButton
        icon="zoomIn"
        label={l10n.t('Zoom in')}
        keys="+"
        onClick={() => controls.current?.zoom(1.5)}
      />
      <IconButton
        icon="oneToOne"
        label={l10n.t('Source pixels (100 %)')}
        keys="1"
        onClick={() => controls.current?.oneToOne()}
      />
      <IconButton
        icon="fit"
        label={l10n.t('Fit')}
        keys="0"
        onClick={() => controls.current?.fit()}
      />
      {!fixed && (
        <IconButton
          icon="close"
          label={l10n.t('Take {0} off the table', figure.name)}
          onClick={() => attempt(host.request('removeFigure', { figure: figure.id }))}
        />
      )}
    </div>
  );
}
