import * as l10n from '@vscode/l10n';
import type { JSX } from 'preact';
import { useRef, useState } from 'preact/hooks';
import type { PanelFigure } from '../../src/panel/protocol.ts';
import { FITTED, toScreen, viewOf } from '../figure/geometry.ts';
import { Stage } from '../figure/Stage.tsx';
import { useSize } from '../figure/useSize.ts';
import type { View } from '../host/kept.ts';
import { usePicture } from '../host/usePicture.ts';
import { imageAlt, type PanelImage } from '../run/ImageCard.tsx';

interface ViewedImageProps {
  readonly image: PanelImage;
  /** Shown beside the image at the region that it is of. */
  readonly figure: PanelFigure | undefined;
}

/** The large image, alone or beside the region of the figure that it shows. */
export function ViewedImage({ image, figure }: ViewedImageProps): JSX.Element {
  const picture = usePicture({ kind: 'run', file: image.file });
  const [view, setView] = useViewOf(image.name);
  return (
    <div class={`viewer-stages ${figure ? 'beside' : ''}`}>
      <Stage
        picture={picture}
        size={{ width: Math.max(1, image.width), height: Math.max(1, image.height) }}
        alt={imageAlt(image)}
        view={view ?? FITTED}
        onView={setView}
      />
      {figure && <SourceRegion image={image} figure={figure} />}
    </div>
  );
}

function SourceRegion({
  image,
  figure,
}: {
  readonly image: PanelImage;
  readonly figure: PanelFigure;
}): JSX.Element {
  const picture = usePicture(
    figure.picture === 'none'
      ? undefined
      : { kind: 'figure', figure: figure.id, version: figure.version },
  );
  const element = useRef<HTMLDivElement>(null);
  const place = useSize(element);
  const [moved, setMoved] = useViewOf(image.name);
  const { frame } = image;
  const view = moved ?? (frame && place ? viewOf(frame.box, figure, place) : FITTED);
  return (
    <div class="source-region" ref={element}>
      <Stage
        picture={picture}
        size={figure}
        alt={l10n.t('Figure {0}, at the region of {1}', figure.name, image.name)}
        view={view}
        onView={setMoved}
        overlay={(at) =>
          frame && (
            <g class="frame">
              <rect class="halo" {...toScreen(frame.box, at)} />
              <rect class="line" {...toScreen(frame.box, at)} />
            </g>
          )
        }
      />
    </div>
  );
}

/** How an image is looked at, until another one comes: the stage stays, and with it the keyboard's focus. */
function useViewOf(image: string): [View | undefined, (view: View) => void] {
  const [own, setOwn] = useState<{ readonly image: string; readonly view: View } | undefined>();
  return [own?.image === image ? own.view : undefined, (view) => setOwn({ image, view })];
}
