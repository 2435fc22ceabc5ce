import * as l10n from '@vscode/l10n';
import type { ComponentChildren, JSX, RefObject } from 'preact';

import type { PanelFigure } from '../../src/panel/protocol.ts';
import { usePage } from '../host/page.ts';
import { useSelected } from '../host/store.ts';
import { usePicture } from '../host/usePicture.ts';
import type { View } from '../host/kept.ts';
import type { Placement } from './geometry.ts';
import { FITTED } from './geometry.ts';
import { Stage, type StageControls, type StageTool } from './Stage.tsx';

interface FigureStageProps {
  readonly figure: PanelFigure;
  /** Figures that are compared share one view; else each has its own. */
  readonly viewKey: string;
  readonly controls?: RefObject<StageControls | null>;
  readonly onScale?: (scale: number) => void;
  readonly overlay?: (at: Placement) => ComponentChildren;
  readonly tool?: StageTool | undefined;
  readonly shiftTool?: StageTool | undefined;
  readonly onPoint?: (point: readonly [number, number] | undefined) => void;
  readonly onKey?: (event: KeyboardEvent) => void;
}

/** A figure on the table, with the view that the reader left it in. */
export function FigureStage({ figure, viewKey, ...rest }: FigureStageProps): JSX.Element {
  const { kept } = usePage();
  const { id, version, picture: available, width, height, name } = figure;
  const picture = usePicture(
    available === 'none' ? undefined : { kind: 'figure', figure: id, version },
  );
  const view = useSelected(kept.store, ({ views }) => views[viewKey]) ?? FITTED;
  const onView = (next: View): void =>
    kept.change({ views: { ...kept.value.views, [viewKey]: next } });
  const shown =
    available === 'none'
      ? {
          problem: l10n.t(
            'A picture of {0} is made in the sandbox, which runs only in trusted workspaces.',
            name,
          ),
        }
      : picture;
  return (
    <Stage
      picture={shown}
      size={{ width, height }}
      alt={l10n.t('Figure {0}, {1} by {2} pixels', name, width, height)}
      view={view}
      onView={onView}
      {...rest}
    />
  );
}
