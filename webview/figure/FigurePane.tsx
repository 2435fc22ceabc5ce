import * as l10n from '@vscode/l10n';
import type { JSX } from 'preact';
import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import type { Box } from '../../src/figures/frame.ts';
import type { PanelFigure } from '../../src/panel/protocol.ts';
import { usePage } from '../host/page.ts';
import type { Session } from '../host/session.ts';
import { useSelected } from '../host/store.ts';
import { showImage } from '../run/showImage.ts';
import { Facts } from './Facts.tsx';
import { FigureStage } from './FigureStage.tsx';
import { FigureTabs } from './FigureTabs.tsx';
import { FigureTools } from './FigureTools.tsx';
import { Frames } from './Frames.tsx';
import { framesOn } from './frames.ts';
import type { Placement } from './geometry.ts';
import { RegionFields } from './RegionFields.tsx';
import { RegionBox } from './RegionBox.tsx';
import { regionTool } from './regionTool.ts';
import type { StageControls, StageTool } from './Stage.tsx';

/** The figure that is asked about: seen, zoomed, marked, with what the run has shown of it. */
export function FigurePane({ session }: { readonly session: Session }): JSX.Element | null {
  const { kept, draft, highlight } = usePage();
  const { figures, figuresFixed } = session.state;
  const {
    figure: chosen,
    compare,
    figureHidden,
    framesHidden,
  } = useSelected(kept.store, (value) => value);
  const region = useSelected(draft.store, (value) => value.region);
  const [regionOn, setRegionOn] = useState(false);
  const [point, setPoint] = useState<readonly [number, number] | undefined>();
  const [scale, setScale] = useState<number | undefined>();
  const controls = useRef<StageControls | null>(null);
  const figure = figures.find(({ id }) => id === chosen) ?? figures[0];
  const frames = useMemo(
    () => (figure ? framesOn(figure.id, figure, session.exchanges) : []),
    [figure?.id, figure?.version, session.exchanges],
  );
  // A question that was asked has taken its region along.
  useEffect(() => setRegionOn(false), [session.exchanges.length]);
  if (!figure) return null;

  const setBox = (on: PanelFigure, box: Box | undefined): void => {
    const { question } = draft.store.value;
    draft.change(box ? { question, region: { figure: on.id, box } } : { question });
    if (on.id !== figure.id) kept.change({ figure: on.id });
  };
  const boxOn = (one: PanelFigure): Box | undefined =>
    region?.figure === one.id ? region.box : undefined;
  const toolFor = (one: PanelFigure): StageTool =>
    regionTool(
      boxOn(one),
      one,
      (box) => setBox(one, box),
      () => setRegionOn(false),
    );
  const comparing = compare && figures.length > 1;
  const onKey = (event: KeyboardEvent): void => {
    if (event.key === 'r' || event.key === 'R') setRegionOn(true);
    else if (event.key === 'Escape') highlight.set(undefined);
    else return;
    event.preventDefault();
  };
  const overlayOf = (shown: PanelFigure) => (at: Placement) => (
    <>
      {!framesHidden && shown.id === figure.id && (
        <Frames frames={frames} at={at} onChoose={(name) => showImage(name)} />
      )}
      {region?.figure === shown.id && <RegionBox box={region.box} at={at} />}
    </>
  );
  const shownFigures = comparing ? figures : [figure];

  return (
    <section
      class={`figure-pane ${figureHidden ? 'hidden-figure' : ''}`}
      aria-label={l10n.t('Figure')}
    >
      {figures.length > 1 && (
        <FigureTabs
          figures={figures}
          active={figure.id}
          onChoose={(id) => kept.change({ figure: id, figureHidden: false })}
        />
      )}
      <div
        class={`stages ${comparing ? 'comparing' : ''}`}
        style={{ '--aspect': String(figure.width / figure.height) }}
      >
        {shownFigures.map((one) => (
          <FigureStage
            key={one.id}
            figure={one}
            viewKey={comparing ? 'compare' : one.id}
            overlay={overlayOf(one)}
            tool={regionOn ? toolFor(one) : undefined}
            shiftTool={toolFor(one)}
            onPoint={setPoint}
            onKey={onKey}
            {...(one.id === figure.id ? { controls, onScale: setScale } : {})}
          />
        ))}
      </div>
      <FigureTools
        figure={figure}
        fixed={figuresFixed}
        controls={controls}
        scale={scale}
        hasFrames={frames.length > 0}
        canCompare={figures.length > 1}
        regionOn={regionOn}
        onRegion={() => setRegionOn(!regionOn)}
      />
      {regionOn && (
        <RegionFields
          box={boxOn(figure)}
          size={figure}
          onBox={(box) => setBox(figure, box)}
          onRemove={() => setBox(figure, undefined)}
          onDone={() => setRegionOn(false)}
        />
      )}
      <Facts figure={figure} fixed={figuresFixed} point={point} />
    </section>
  );
}
