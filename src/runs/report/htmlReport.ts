import { createHash } from 'node:crypto';
import type { RunFigure } from '../../reasoning/events.ts';
import type { Run } from '../run.ts';
import { timeline, type Exchange } from '../timeline.ts';
import { answerCard } from './answer.ts';
import { methodSection } from './method.ts';
import { markup, SafeHtml } from './safeHtml.ts';
import { SCRIPT } from './script.ts';
import { sourceFigure } from './sourceFigure.ts';
import { STYLE } from './style.ts';
import { turnHtml } from './turns.ts';

/**
 * A run as one self-contained HTML page: images inline, nothing loaded from anywhere. The content security policy allows
 * this page's own style and script by their hashes and data: images, and nothing else.
 */
export function htmlReport(run: Run): string {
  const exchanges = timeline(run.events);
  const title = exchanges[0]?.started.question ?? `Run ${run.header.run}`;
  const policy = [
    "default-src 'none'",
    'img-src data:',
    `style-src '${hash(STYLE)}'`,
    `script-src '${hash(SCRIPT)}'`,
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
  return `<!doctype html>\n${
    markup`<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<meta name="generator" content="Figscope ${run.header.figscope}">
<title>${title} · Figscope</title>
<style>${new SafeHtml(STYLE)}</style>
</head>
<body>
<header class="bar">
<span class="brand">Figscope</span>
<nav><a href="#method">Method</a><button id="thoughts" type="button" hidden>Hide thoughts</button><button id="theme" type="button" hidden>Theme: auto</button></nav>
</header>
<main>
<aside aria-label="Figures">${figuresOf(exchanges).map((figure) => sourceFigure(figure, exchanges))}</aside>
${exchanges.map(exchangeHtml)}
${methodSection(run, exchanges)}
</main>
<dialog id="viewer" aria-label="Image">
<div class="stage"><img alt=""></div>
<p class="viewer-bar"><span id="viewer-caption"></span><button type="button" data-do="previous" aria-label="Previous image">←</button><button type="button" data-do="next" aria-label="Next image">→</button><button type="button" data-do="out" aria-label="Zoom out">−</button><button type="button" data-do="in" aria-label="Zoom in">+</button><button type="button" data-do="fit">Fit</button><button type="button" data-do="close">Close</button></p>
</dialog>
<script>${new SafeHtml(SCRIPT)}</script>
</body>
</html>`.text
  }\n`;
}

function exchangeHtml(exchange: Exchange, index: number): SafeHtml {
  const { question } = exchange.started;
  return markup`<article>
    ${index === 0 ? markup`<h1>${question}</h1>` : markup`<h1 class="follow-up">${question}</h1>`}
    ${answerCard(exchange)}
    <ol class="turns" aria-label="Turns">${exchange.turns.map(turnHtml)}</ol>
  </article>`;
}

/** Every figure of the run once, as it was first given. */
function figuresOf(exchanges: readonly Exchange[]): RunFigure[] {
  const figures = exchanges.flatMap(({ started }) => started.figures);
  return [...new Map(figures.map((figure) => [figure.id, figure])).values()];
}

function hash(text: string): string {
  return `sha256-${createHash('sha256').update(text).digest('base64')}`;
}
