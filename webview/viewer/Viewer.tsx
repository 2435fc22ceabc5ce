import * as l10n from '@vscode/l10n';
import type { JSX } from 'preact';
import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import { usePage } from '../host/page.ts';
import type { Session } from '../host/session.ts';
import { useSelected } from '../host/store.ts';
import { showImage } from '../run/showImage.ts';
import { imagesOf } from './imagesOf.ts';
import { ViewedImage } from './ViewedImage.tsx';
import { ViewerHead } from './ViewerHead.tsx';

/** An image of the run, large, in a dialog over the page. */
export function Viewer({ session }: { readonly session: Session }): JSX.Element {
  const { viewed } = usePage();
  const name = useSelected(viewed, (value) => value);
  const dialog = useRef<HTMLDialogElement>(null);
  const [beside, setBeside] = useState(false);
  const images = useMemo(() => imagesOf(session.exchanges), [session.exchanges]);
  const at = images.findIndex((image) => image.name === name);
  const image = images[at];

  useEffect(() => {
    const { current } = dialog;
    if (image && current && !current.open) {
      current.showModal();
      current.querySelector<HTMLElement>('.stage')?.focus();
    } else if (!image && current?.open) current.close();
  }, [image]);

  const go = (step: number): void => {
    const next = images[at + step];
    if (next) viewed.set(next.name);
  };
  const close = (): void => {
    viewed.set(undefined);
    if (name !== undefined) showImage(name);
  };
  useEffect(() => {
    if (!image) return;
    // On the document: a button that is disabled at the last image loses the focus, and the keys must still work.
    const onKeyDown = (event: KeyboardEvent): void => {
      if (event.defaultPrevented) return;
      const step = { ArrowLeft: -1, PageUp: -1, ArrowRight: 1, PageDown: 1 }[event.key];
      if (step !== undefined) go(step);
    };
    document.addEventListener('keydown', onKeyDown);
    return () => document.removeEventListener('keydown', onKeyDown);
  }, [image]);
  const figure = session.state.figures.find(({ id }) => id === image?.frame?.figure);
  return (
    <dialog
      class="viewer"
      ref={dialog}
      aria-label={image ? l10n.t('Image {0}', image.name) : undefined}
      onClose={close}
    >
      {image && (
        <>
          <ViewerHead
            image={image}
            position={at + 1}
            count={images.length}
            canCompare={figure !== undefined && image.frame !== undefined}
            beside={beside}
            onBeside={() => setBeside(!beside)}
            onGo={go}
            onClose={() => dialog.current?.close()}
          />
          <ViewedImage image={image} figure={beside ? figure : undefined} />
        </>
      )}
    </dialog>
  );
}
