import * as l10n from '@vscode/l10n';
import type { JSX } from 'preact';
import type { Frame } from '../../src/figures/frame.ts';
import { usePlace } from '../answer/usePlace.ts';
import { usePage } from '../host/page.ts';
import { imagesOf } from '../viewer/imagesOf.ts';

/** The images that a check withheld. Each leads to its place in the run. */
export function Withheld({ images }: { readonly images: readonly string[] }): JSX.Element | null {
  if (images.length === 0) return null;
  return (
    <div class="withheld">
      <span class="quiet">{l10n.t('Withheld:')}</span>
      <ul aria-label={l10n.t('Withheld images')}>
        {images.map((name, index) => (
          <WithheldImage key={index} name={name} />
        ))}
      </ul>
    </div>
  );
}

function WithheldImage({ name }: { readonly name: string }): JSX.Element {
  const { link } = usePage();
  const frameOf = (): Frame | undefined =>
    imagesOf(link.session.value?.exchanges ?? []).find((image) => image.name === name)?.frame;
  const { lit, light, show } = usePlace(name, name, frameOf);
  return (
    <li>
      <button
        type="button"
        class={`chip ${lit ? 'lit' : ''}`}
        title={l10n.t('Show {0}', name)}
        onClick={show}
        onFocus={() => light(true)}
        onBlur={() => light(false)}
        onPointerEnter={() => light(true)}
        onPointerLeave={() => light(false)}
      >
        {name}
      </button>
    </li>
  );
}
