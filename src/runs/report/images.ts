import type { ObservedImage } from '../../reasoning/events.ts';
import { frameWords, gainWords } from './wording.ts';
import { markup, type SafeHtml } from './safeHtml.ts';

/** Bytes of a PNG as they stand in the page. */
export function dataUrl(png: Uint8Array): string {
  return `data:image/png;base64,${base64(png)}`;
}

export function base64(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64');
}

/** Id in the page of an image of the run, also for names that are no ids. */
export function imageAnchor(name: string): string {
  return `img-${name.replace(/[^A-Za-z0-9_-]/g, '_')}`;
}

/** An image that a cell showed, with its frame and what it added. */
export function observedImage(image: ObservedImage): SafeHtml {
  const { name, title, width, height, frame, gain, png } = image;
  const caption = [name, title].filter(Boolean).join(' · ');
  const mark = gain.new ? 'gain' : 'gain none';
  return markup`<figure class="shot" id="${imageAnchor(name)}" data-image="${name}" tabindex="-1">
    ${
      png.length > 0
        ? markup`<button class="zoom" type="button" aria-label="Enlarge image ${caption}">
            <img src="${dataUrl(png)}" width="${width}" height="${height}" alt="${title ?? name}" loading="lazy" data-caption="${caption}" />
          </button>`
        : markup`<p class="missing">The file of this image is missing.</p>`
    }
    <figcaption>
      <span class="chip">${name}</span> ${title}
      <span class="quiet">${width} × ${height}${frame && markup` · shows <code>${frameWords(frame)}</code>`}</span>
      <span class="${mark}">${gainWords(gain)}</span>
    </figcaption>
  </figure>`;
}
