import { boxArea, intersect } from '../../figures/frameMath.ts';
import type { Box, Frame } from '../../figures/frame.ts';
import type { RunFigure } from '../../reasoning/events.ts';
import type { Exchange } from '../timeline.ts';
import { dataUrl, imageAnchor } from './images.ts';
import { markup, type SafeHtml } from './safeHtml.ts';

/** A region to draw on a figure. `image` links it to the image that shows it. */
interface Region {
  readonly label: string;
  readonly box: Box;
  readonly kind: 'image' | 'asked' | 'evidence';
  readonly image?: string;
}

/** Views of nearly the whole figure would only frame its border. */
const WHOLE = 0.97;

/** A source figure with the regions that the run looked at drawn on it. */
export function sourceFigure(figure: RunFigure, exchanges: readonly Exchange[]): SafeHtml {
  const regions = regionsOf(figure, exchanges);
  const { width, height, preview } = figure;
  const facts = [
    `${width} × ${height} px`,
    figure.page !== undefined && figure.page > 1 ? `page ${figure.page}` : '',
    preview.width < width ? `shown at ${preview.width} × ${preview.height}` : '',
  ].filter(Boolean);
  return markup`<figure class="source" id="${imageAnchor(figure.id)}">
    <div class="sheet">
      <button class="zoom" type="button" aria-label="Enlarge ${figure.name}">
        <img src="${dataUrl(preview.png)}" width="${preview.width}" height="${preview.height}" alt="${figure.name}" data-caption="${figure.name}" />
      </button>
      <svg class="regions" viewBox="0 0 ${width} ${height}" preserveAspectRatio="none">
        ${regions.map((region) => regionMark(region, figure))}
      </svg>
    </div>
    <figcaption>
      <b>${figure.name}</b> <span class="quiet">${facts.join(' · ')}</span>
      ${regions.length > 0 && markup`<span class="legend">${regions.map(legendItem)}</span>`}
    </figcaption>
  </figure>`;
}

function regionsOf(figure: RunFigure, exchanges: readonly Exchange[]): Region[] {
  const here = (frame: Frame | undefined): frame is Frame => frame?.figure === figure.id;
  const regions = exchanges.flatMap(({ started, turns, answer }): Region[] => [
    ...(started.region && started.figures[0]?.id === figure.id
      ? [{ label: 'asked', box: started.region, kind: 'asked' as const }]
      : []),
    ...turns
      .flatMap((turn) => turn.observation?.images ?? [])
      .flatMap(({ name, frame }): Region[] =>
        here(frame) ? [{ label: name, box: frame.box, kind: 'image', image: name }] : [],
      ),
    ...(answer?.evidence ?? []).flatMap(({ frame }, i): Region[] =>
      here(frame) ? [{ label: `e${i + 1}`, box: frame.box, kind: 'evidence' }] : [],
    ),
  ]);
  const whole: Box = [0, 0, figure.width, figure.height];
  return regions
    .flatMap((region) => {
      const box = intersect(region.box, whole);
      return box && boxArea(box) < WHOLE * boxArea(whole) ? [{ ...region, box }] : [];
    })
    .sort((a, b) => boxArea(b.box) - boxArea(a.box));
}

function regionMark({ label, box, kind, image }: Region, figure: RunFigure): SafeHtml {
  const [x, y, right, bottom] = box;
  const size = Math.max(figure.width, figure.height) / 36;
  const textY = y > size * 1.4 ? y - size * 0.35 : y + size * 1.05;
  const rect = (style: string) =>
    markup`<rect class="${style}" x="${x}" y="${y}" width="${right - x}" height="${bottom - y}" vector-effect="non-scaling-stroke" />`;
  const mark = markup`${rect('halo')}${rect('line')}<text x="${x + size * 0.2}" y="${textY}" font-size="${size}">${label}</text>`;
  return image === undefined
    ? markup`<g class="region ${kind}">${mark}</g>`
    : markup`<a class="region ${kind}" href="#${imageAnchor(image)}" data-image="${image}" aria-label="Image ${image}">${mark}</a>`;
}

function legendItem({ label, image, kind }: Region): SafeHtml {
  return image === undefined
    ? markup`<span class="chip ${kind}">${label}</span> `
    : markup`<a class="chip" href="#${imageAnchor(image)}" data-image="${image}">${label}</a> `;
}
