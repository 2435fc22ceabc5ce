import type { JSX } from 'preact';
import { usePage } from '../host/page.ts';
import { useSelected } from '../host/store.ts';
import type { DrawnFrame } from './frames.ts';
import { toScreen, type Placement } from './geometry.ts';

/** With more than this, only the one that is pointed at is named. */
const MOST_LABELS = 8;

interface FramesProps {
  readonly frames: readonly DrawnFrame[];
  readonly at: Placement;
  readonly onChoose: (name: string) => void;
}

/** Frames of a run, drawn on the figure. Hovering one lights up its image, a click shows it. */
export function Frames({ frames, at, onChoose }: FramesProps): JSX.Element {
  const { highlight } = usePage();
  const lit = useSelected(highlight, (name) => name);
  const current = frames.filter(({ earlier, name }) => !earlier || name === lit);
  const named = current.length <= MOST_LABELS;
  // The lit frame last: it must lie over the others.
  const ordered = [...current].sort((a, b) => Number(a.name === lit) - Number(b.name === lit));
  return (
    <g
      class={
        lit !== undefined && current.some(({ name }) => name === lit) ? 'frames has-lit' : 'frames'
      }
    >
      {ordered.map((frame) => (
        <FrameBox
          key={frame.name}
          frame={frame}
          at={at}
          lit={frame.name === lit}
          label={frame.name === lit || (named && isFirstOfBox(frame, current))}
          onHover={(on) => highlight.set(on ? frame.name : undefined)}
          onChoose={() => onChoose(frame.name)}
        />
      ))}
    </g>
  );
}

/** Several images of one region share its label's place; the first one has it. */
function isFirstOfBox(frame: DrawnFrame, frames: readonly DrawnFrame[]): boolean {
  const key = frame.box.join();
  return frames.find(({ box }) => box.join() === key) === frame;
}

interface FrameBoxProps {
  readonly frame: DrawnFrame;
  readonly at: Placement;
  readonly lit: boolean;
  readonly label: boolean;
  readonly onHover: (on: boolean) => void;
  readonly onChoose: () => void;
}

function FrameBox({ frame, at, lit, label, onHover, onChoose }: FrameBoxProps): JSX.Element {
  const box = toScreen(frame.box, at);
  const width = frame.label.length * 6.6 + 8;
  // Above the box where there is room, else inside of its upper edge.
  const top = box.y >= 16 ? box.y - 16 : box.y;
  const choose = (event: Event): void => {
    event.stopPropagation();
    onChoose();
  };
  return (
    <g
      class={`frame ${frame.kind} ${lit ? 'lit' : ''}`}
      data-frame={frame.name}
      onPointerEnter={() => onHover(true)}
      onPointerLeave={() => onHover(false)}
      onPointerDown={(event) => event.stopPropagation()}
      onClick={choose}
    >
      <title>{frame.title === '' ? frame.label : `${frame.label}: ${frame.title}`}</title>
      <rect class="halo" {...box} />
      <rect class="line" {...box} />
      <rect class="grip" {...box} />
      {label && (
        <g class="frame-label">
          <rect x={box.x - 1} y={top} width={width} height={16} />
          <text x={box.x + 3} y={top + 12}>
            {frame.label}
          </text>
        </g>
      )}
    </g>
  );
}
