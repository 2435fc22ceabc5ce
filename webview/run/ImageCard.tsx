import * as l10n from '@vscode/l10n';
import type { JSX } from 'preact';
import { useRef } from 'preact/hooks';
import { usePage } from '../host/page.ts';
import { useSelected } from '../host/store.ts';
import { useNear } from '../host/useNear.ts';
import { usePicture } from '../host/usePicture.ts';
import { memo } from '../ui/memo.ts';
import { frameWords, gainWords, sizeWords } from '../words/words.ts';
import type { PanelObservation } from './ObservationView.tsx';
import { anchorOf } from './showImage.ts';

export type PanelImage = PanelObservation['images'][number];

/** What an image shows, in words: its title and the region it is of. */
export function imageAlt({ name, title, frame }: PanelImage): string {
  const what = title ?? l10n.t('Image {0}', name);
  return frame ? l10n.t('{0}: region {1}', what, frameWords(frame)) : what;
}

/** An image that a cell showed; a click opens it large. */
export const ImageCard = memo(function ImageCard({
  image,
}: {
  readonly image: PanelImage;
}): JSX.Element {
  const { highlight, viewed } = usePage();
  const element = useRef<HTMLElement>(null);
  const near = useNear(element);
  const { shown, problem } = usePicture({ kind: 'run', file: image.file }, near);
  const lit = useSelected(highlight, (name) => name === image.name);
  const light = (on: boolean): void => highlight.set(on ? image.name : undefined);
  const { name, title, width, height, frame, gain } = image;
  const gainText = gainWords(gain);
  return (
    <figure
      class={`image-card ${lit ? 'lit' : ''}`}
      id={anchorOf(name)}
      ref={element}
      onPointerEnter={() => light(true)}
      onPointerLeave={() => light(false)}
      onFocusIn={() => light(true)}
      onFocusOut={() => light(false)}
    >
      <button
        type="button"
        class={`image ${Math.max(width, height) < LEAST_SIDE ? 'pixels' : ''}`}
        title={l10n.t('Look at {0} closely', name)}
        onClick={() => viewed.set(name)}
        style={shape(image)}
      >
        {shown && <img src={shown.url} alt={imageAlt(image)} decoding="async" draggable={false} />}
        {problem !== undefined && <span class="image-problem">{problem}</span>}
      </button>
      <figcaption>
        <span class="image-name">{name}</span>
        {title !== undefined && <span class="image-title">{title}</span>}
        <span class="image-facts">
          {sizeWords(width, height)}
          {frame && <span>{frameWords(frame)}</span>}
        </span>
        <span class="gain" title={gain.reason}>
          <span class={`gain-mark ${gain.new ? 'new' : ''}`} aria-hidden="true" />
          {gain.new ? gainText : l10n.t('Nothing new: {0}', gainText)}
        </span>
      </figcaption>
    </figure>
  );
});

/** Tallest that an image is shown inline; one that shows nothing new gets less room. */
const MOST_HEIGHT = 380;
const REPEATED_HEIGHT = 200;
/** The least that the longer side of a small image is enlarged to. */
const LEAST_SIDE = 160;

function shape({ width, height, gain }: PanelImage): { aspectRatio: string; width: string } {
  const [w, h] = [Math.max(1, width), Math.max(1, height)];
  const tallest = gain.new ? MOST_HEIGHT : REPEATED_HEIGHT;
  const enlarge = Math.max(1, LEAST_SIDE / Math.max(w, h));
  return { aspectRatio: `${w} / ${h}`, width: `${Math.min(w * enlarge, tallest * (w / h))}px` };
}
