import * as l10n from '@vscode/l10n';
import type { JSX } from 'preact';
import { useRef } from 'preact/hooks';
import type { GalleryItem, PanelState } from '../../src/panel/protocol.ts';
import { usePage } from '../host/page.ts';
import { useNear } from '../host/useNear.ts';
import { usePicture } from '../host/usePicture.ts';
import { Button } from '../ui/controls.tsx';
import { Icon } from '../ui/icons.tsx';

/** What Figscope is, and the ways to put a figure on the table. */
export function EmptyState({ state }: { readonly state: PanelState }): JSX.Element {
  const { host, attempt } = usePage();
  return (
    <main class="start">
      <p class="lead">
        {l10n.t(
          'Ask a scientific figure a question and see every step of the answer: the reasoning, the code, the intermediate images.',
        )}
      </p>
      <Button appearance="primary" onClick={() => attempt(host.request('pickFigures', undefined))}>
        {l10n.t('Choose a figure…')}
      </Button>
      <p class="hint">{l10n.t('Or drop an image here, or paste one.')}</p>
      {state.gallery.length > 0 && (
        <section class="gallery" aria-labelledby="gallery-title">
          <h2 id="gallery-title">{l10n.t('Figures at hand')}</h2>
          <ul>
            {state.gallery.map((item) => (
              <GalleryEntry key={item.id} item={item} />
            ))}
          </ul>
        </section>
      )}
    </main>
  );
}

function GalleryEntry({ item }: { readonly item: GalleryItem }): JSX.Element {
  const { host, attempt } = usePage();
  const element = useRef<HTMLLIElement>(null);
  const near = useNear(element);
  const { shown } = usePicture(item.picture ? { kind: 'item', item: item.id } : undefined, near);
  return (
    <li ref={element}>
      <button
        type="button"
        title={item.origin || item.name}
        onClick={() => attempt(host.request('openGalleryItem', { item: item.id }))}
      >
        <span class="thumbnail">
          {shown ? <img src={shown.url} alt="" draggable={false} /> : <Icon name="figure" />}
        </span>
        <span class="name">{item.name}</span>
        {item.origin !== '' && <span class="quiet">{item.origin}</span>}
      </button>
    </li>
  );
}
