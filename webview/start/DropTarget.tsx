import * as l10n from '@vscode/l10n';
import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { usePage } from '../host/page.ts';
import { Icon } from '../ui/icons.tsx';
import { addDropped, addFiles, mayHoldFigures, pastedImages } from './transfer.ts';

/** Takes figures that are dropped or pasted anywhere on the page, and says so while something is dragged over it. */
export function DropTarget(): JSX.Element | null {
  const { host, attempt } = usePage();
  const [over, setOver] = useState(false);
  useEffect(() => {
    const dragOver = (event: DragEvent): void => {
      if (!mayHoldFigures(event.dataTransfer)) return;
      event.preventDefault();
      if (event.dataTransfer) event.dataTransfer.dropEffect = 'copy';
      setOver(true);
    };
    const dragLeave = (event: DragEvent): void => {
      if (!event.relatedTarget) setOver(false);
    };
    const drop = (event: DragEvent): void => {
      setOver(false);
      if (!event.dataTransfer || !mayHoldFigures(event.dataTransfer)) return;
      event.preventDefault();
      attempt(addDropped(host, event.dataTransfer));
    };
    const paste = (event: ClipboardEvent): void => {
      const images = pastedImages(event);
      if (images.length === 0) return;
      event.preventDefault();
      attempt(addFiles(host, images));
    };
    document.addEventListener('dragover', dragOver);
    document.addEventListener('dragleave', dragLeave);
    document.addEventListener('drop', drop);
    document.addEventListener('paste', paste);
    return () => {
      document.removeEventListener('dragover', dragOver);
      document.removeEventListener('dragleave', dragLeave);
      document.removeEventListener('drop', drop);
      document.removeEventListener('paste', paste);
    };
  }, [host, attempt]);
  if (!over) return null;
  return (
    <div class="drop-target">
      <p>
        <Icon name="drop" />
        {l10n.t('Drop to ask about it')}
      </p>
    </div>
  );
}
