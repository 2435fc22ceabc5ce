import * as l10n from '@vscode/l10n';
import type { JSX } from 'preact';
import { usePage } from '../host/page.ts';
import type { PanelImage } from '../run/ImageCard.tsx';
import { IconButton } from '../ui/controls.tsx';
import { copyImage } from '../ui/copy.ts';
import { frameWords, sizeWords } from '../words/words.ts';

interface ViewerHeadProps {
  readonly image: PanelImage;
  readonly position: number;
  readonly count: number;
  readonly canCompare: boolean;
  readonly beside: boolean;
  readonly onBeside: () => void;
  readonly onGo: (step: number) => void;
  readonly onClose: () => void;
}

/** What the large image is, and what can be done with it. */
export function ViewerHead(props: ViewerHeadProps): JSX.Element {
  const { image, position, count, canCompare, beside, onBeside, onGo, onClose } = props;
  const page = usePage();
  const { host, attempt, pictures } = page;
  const { file, name, title, frame, width, height } = image;
  const copy = (): void => {
    const { shown, release } = pictures.acquire({ kind: 'run', file });
    attempt(shown.then(({ blob }) => copyImage(page, blob)).finally(release));
  };
  return (
    <header class="viewer-head">
      <div class="viewer-title">
        <h2>
          <span class="image-name">{name}</span>
          {title !== undefined && <span>{title}</span>}
        </h2>
        <p class="image-facts">
          <span>{sizeWords(width, height)}</span>
          {frame && <span>{frameWords(frame)}</span>}
        </p>
      </div>
      <div class="viewer-tools" role="toolbar" aria-label={l10n.t('Image')}>
        <IconButton
          icon="chevronLeft"
          label={l10n.t('Previous image')}
          keys="PageUp"
          disabled={position <= 1}
          onClick={() => onGo(-1)}
        />
        <span class="quiet">{l10n.t('{0} of {1}', position, count)}</span>
        <IconButton
          icon="chevronRight"
          label={l10n.t('Next image')}
          keys="PageDown"
          disabled={position >= count}
          onClick={() => onGo(1)}
        />
        {canCompare && (
          <IconButton
            icon="compare"
            label={l10n.t('Beside its region of the figure')}
            pressed={beside}
            onClick={onBeside}
          />
        )}
        <IconButton icon="copy" label={l10n.t('Copy the image')} onClick={copy} />
        <IconButton
          icon="save"
          label={l10n.t('Save the image…')}
          onClick={() => attempt(host.request('saveImage', { file }))}
        />
        <IconButton icon="close" label={l10n.t('Close')} keys="Esc" onClick={onClose} />
      </div>
    </header>
  );
}
