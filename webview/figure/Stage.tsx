import * as l10n from '@vscode/l10n';
import type { ComponentChildren, JSX, RefObject } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import type { PictureState } from '../host/usePicture.ts';
import type { View } from '../host/kept.ts';
import { panBy, placement, toSourcePoint, zoomAt, type Placement, type Size } from './geometry.ts';
import { useSize } from './useSize.ts';

/** Takes the drags and keys of a stage before they pan and zoom. */
export interface StageTool {
  readonly cursor: string;
  /** A drag in source pixels; `done` when the button is released. */
  drag(from: readonly [number, number], to: readonly [number, number], done: boolean): void;
  /** True when the key is taken. */
  key(event: KeyboardEvent): boolean;
}

/** What buttons around a stage can do with it. */
export interface StageControls {
  zoom(factor: number): void;
  oneToOne(): void;
  fit(): void;
}

interface StageProps {
  readonly controls?: RefObject<StageControls | null>;
  /** CSS pixels per source pixel, whenever that changes. */
  readonly onScale?: (scale: number) => void;
  readonly picture: PictureState;
  /** Size in source pixels; the picture itself may be a smaller preview. */
  readonly size: Size;
  readonly alt: string;
  readonly view: View;
  readonly onView: (view: View) => void;
  /** SVG shown over the picture, in CSS pixels of the stage. */
  readonly overlay?: (at: Placement) => ComponentChildren;
  readonly tool?: StageTool | undefined;
  /** Takes the drags that begin with Shift held. */
  readonly shiftTool?: StageTool | undefined;
  /** Source pixel under the pointer. */
  readonly onPoint?: (point: readonly [number, number] | undefined) => void;
  /** Keys beyond those of zoom and pan. */
  readonly onKey?: (event: KeyboardEvent) => void;
}

/** A drag that is going on: where the pointer was last, where it began in source pixels, and who takes it. */
interface Drag {
  readonly x: number;
  readonly y: number;
  readonly from: readonly [number, number];
  readonly tool: StageTool | undefined;
}

const STEP = 1.25;

/** A picture that can be zoomed (wheel, + − 0 1) and panned (drag, arrows), with drawings over it. */
export function Stage(props: StageProps): JSX.Element {
  const {
    picture,
    size,
    alt,
    view,
    onView,
    overlay,
    tool,
    shiftTool,
    onPoint,
    onKey,
    controls,
    onScale,
  } = props;
  const element = useRef<HTMLDivElement>(null);
  const place = useSize(element);
  const drag = useRef<Drag | undefined>(undefined);
  const [moving, setMoving] = useState(false);
  const at = place && placement(view, size, place);

  const spot = (event: { clientX: number; clientY: number }): { x: number; y: number } => {
    const box = element.current?.getBoundingClientRect();
    return { x: event.clientX - (box?.left ?? 0), y: event.clientY - (box?.top ?? 0) };
  };
  // The wheel's listener is renewed after painting, and the wheel may turn twice before that.
  const latest = useRef(view);
  latest.current = view;
  const zoom = (factor: number, point?: { x: number; y: number }): void => {
    if (!place) return;
    onView(
      zoomAt(
        latest.current,
        factor,
        point ?? { x: place.width / 2, y: place.height / 2 },
        size,
        place,
      ),
    );
  };

  const oneToOne = (): void => {
    if (at) zoom(1 / at.scale);
  };
  const fit = (): void => onView({ ...view, zoom: 1 });
  if (controls) controls.current = { zoom, oneToOne, fit };

  const scale = at?.scale;
  useEffect(() => {
    if (scale !== undefined) onScale?.(scale);
  }, [scale]);

  useEffect(() => {
    // Not as onWheel: browsers make that listener passive, and then the page scrolls as well.
    const wheel = (event: WheelEvent): void => {
      event.preventDefault();
      zoom(Math.exp(-event.deltaY / (event.ctrlKey ? 100 : 400)), spot(event));
    };
    const { current } = element;
    current?.addEventListener('wheel', wheel, { passive: false });
    return () => current?.removeEventListener('wheel', wheel);
  });

  const onPointerDown = (event: PointerEvent): void => {
    if (event.button !== 0 || !at) return;
    const { x, y } = spot(event);
    const taker = tool ?? (event.shiftKey ? shiftTool : undefined);
    drag.current = { x, y, from: toSourcePoint(x, y, at), tool: taker };
    element.current?.setPointerCapture(event.pointerId);
    setMoving(true);
  };
  const onPointerMove = (event: PointerEvent): void => {
    if (!at || !place) return;
    const { x, y } = spot(event);
    const point = toSourcePoint(x, y, at);
    const inside =
      point[0] >= 0 && point[1] >= 0 && point[0] < size.width && point[1] < size.height;
    onPoint?.(inside ? point : undefined);
    if (!drag.current) return;
    if (drag.current.tool) drag.current.tool.drag(drag.current.from, point, false);
    else {
      onView(panBy(view, x - drag.current.x, y - drag.current.y, size, place));
      drag.current = { ...drag.current, x, y };
    }
  };
  const onPointerUp = (event: PointerEvent): void => {
    if (drag.current?.tool && at) {
      const { x, y } = spot(event);
      drag.current.tool.drag(drag.current.from, toSourcePoint(x, y, at), true);
    }
    drag.current = undefined;
    setMoving(false);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.target !== element.current || event.ctrlKey || event.metaKey || event.altKey) return;
    if (tool?.key(event)) return event.preventDefault();
    const pan = { ArrowLeft: [40, 0], ArrowRight: [-40, 0], ArrowUp: [0, 40], ArrowDown: [0, -40] }[
      event.key
    ];
    if (pan && place) {
      const panned = panBy(view, pan[0] ?? 0, pan[1] ?? 0, size, place);
      // A picture that fits in has nowhere to go: the key is left to whoever has a use for it.
      if (panned.x === view.x && panned.y === view.y) return onKey?.(event);
      onView(panned);
    } else if (event.key === '+' || event.key === '=') zoom(STEP);
    else if (event.key === '-') zoom(1 / STEP);
    else if (event.key === '0') fit();
    else if (event.key === '1') oneToOne();
    else return onKey?.(event);
    event.preventDefault();
  };

  return (
    <div
      class={`stage ${tool ? 'tooling' : moving ? 'moving' : ''}`}
      ref={element}
      role="application"
      tabIndex={0}
      aria-label={l10n.t(
        '{0}. Plus and minus zoom, 0 fits, 1 shows source pixels, arrows move.',
        alt,
      )}
      style={{ cursor: tool?.cursor }}
      onPointerDown={onPointerDown}
      onPointerMove={onPointerMove}
      onPointerUp={onPointerUp}
      onPointerCancel={onPointerUp}
      onPointerLeave={() => onPoint?.(undefined)}
      onKeyDown={onKeyDown}
    >
      {at && picture.shown && (
        <img
          src={picture.shown.url}
          alt={alt}
          draggable={false}
          class={at.scale >= 3 ? 'pixels' : ''}
          style={{
            left: `${at.left}px`,
            top: `${at.top}px`,
            width: `${size.width * at.scale}px`,
            height: `${size.height * at.scale}px`,
          }}
        />
      )}
      {picture.problem !== undefined && <p class="stage-note">{picture.problem}</p>}
      {at && overlay && (
        <svg class="overlay" aria-hidden="true">
          {overlay(at)}
        </svg>
      )}
    </div>
  );
}
