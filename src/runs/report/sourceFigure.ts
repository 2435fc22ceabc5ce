import type { RunFigure } from '../../reasoning/events.ts';
import type { Exchange } from '../timeline.ts';
import { dataUrl, imageAnchor } from './images.ts';
import { labelSize, regionsOf, type Region } from './regions.ts';
import { markup, type SafeHtml } from './safeHtml.ts';

/** A source figure with the regions that the run looked at drawn on it. */
export function sourceFigure(figure: RunFigure, exchanges: readonly Exchange[]): SafeHtml {
  const regions = regionsOf(figure, exchanges);
  const { width, height, preview, name } = figure;
  const facts = [
    `${width} × ${height} px`,
    figure.page !== undefined && figure.page > 1 ? `page ${figure.page}` : '',
    preview.width < width ? `shown at ${preview.width} × ${preview.height}` : '',
  ].filter(Boolean);
  return markup`<figure class="source" id="${imageAnchor(figure.id)}">
    <div class="sheet">
      ${
        preview.png.length > 0
          ? markup`<button class="zoom" type="button" aria-label="Enlarge ${name}">
        <img src="${dataUrl(preview.png)}" width="${preview.width}" height="${preview.height}" alt="${name}" data-caption="${name}" />
      </button>`
          : markup`<p class="missing">The file of this image is missing.</p>`
      }
      <svg class="regions" viewBox="0 0 ${width} ${height}" preserveAspectRatio="none">
        ${regions.map((region) => regionMark(region, labelSize(figure)))}
      </svg>
    </div>
    <figcaption>
      <b>${name}</b> <span class="quiet">${facts.join(' · ')}</span>
      ${regions.length > 0 && markup`<span class="legend">${regions.map(legendItem)}</span>`}
    </figcaption>
  </figure>`;
}

function regionMark({ label, box, kind, image, labelAt }: Region, size: number): SafeHtml {
  const [x, y, right, bottom] = box;
  const rect = (style: string) =>
    markup`<rect class="${style}" x="${x}" y="${y}" width="${right - x}" height="${bottom - y}" vector-effect="non-scaling-stroke" />`;
  const mark = markup`${rect('halo')}${rect('line')}<text x="${labelAt[0]}" y="${labelAt[1]}" font-size="${size}">${label}</text>`;
  return image === undefined
    ? markup`<g class="region ${kind}">${mark}</g>`
    : markup`<a class="region ${kind}" href="#${imageAnchor(image)}" data-image="${image}" aria-label="Image ${image}">${mark}</a>`;
}

function legendItem({ label, image, kind }: Region): SafeHtml {
  return image === undefined
    ? markup`<span class="chip ${kind}">${label}</span> `
    : markup`<a class="chip" href="#${imageAnchor(image)}" data-image="${image}">${label}</a> `;
}
