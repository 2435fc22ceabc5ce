/** The page's style. The figure stays in view beside the text where there is room, and comes first where there is not. */
export const STYLE = String.raw`
:root {
  color-scheme: light dark;
  --paper: light-dark(#f7f6f3, #131416);
  --card: light-dark(#ffffff, #1b1d20);
  --sunk: light-dark(#f3f2ee, #16181a);
  --ink: light-dark(#1d1f23, #e4e4e1);
  --quiet: light-dark(#5f636b, #9b9fa7);
  --line: light-dark(#e2dfd8, #303338);
  --accent: light-dark(#a8430a, #ffa45c);
  --mark: #ff7a1a;
  --good: light-dark(#22704a, #6cc795);
  --warn: light-dark(#8a5a00, #e5b558);
  --bad: light-dark(#b3261e, #ff8f85);
  --sans: system-ui, -apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', 'Liberation Sans', Arial, sans-serif;
  --mono: ui-monospace, 'Cascadia Code', 'SF Mono', Menlo, Consolas, 'Liberation Mono', 'DejaVu Sans Mono', monospace;
}
:root[data-theme='light'] { color-scheme: light; }
:root[data-theme='dark'] { color-scheme: dark; }
* { box-sizing: border-box; }
html { scroll-padding-top: 3.2rem; }
body { margin: 0; background: var(--paper); color: var(--ink); font: 15px/1.5 var(--sans); overflow-wrap: anywhere; }
h1, h2, h3, p, dl, dd, ul, ol, figure, pre { margin: 0; padding: 0; }
ul, ol { list-style: none; }
code, pre { font-family: var(--mono); font-size: .87em; }
pre code { font-size: inherit; }
a { color: var(--accent); }
button { font: inherit; color: inherit; background: none; border: 0; padding: 0; cursor: pointer; }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; border-radius: 3px; }
.quiet { color: var(--quiet); font-weight: normal; }

.bar { position: sticky; top: 0; z-index: 2; display: flex; justify-content: space-between; align-items: center; gap: 1rem;
  padding: .45rem clamp(.9rem, 2.5vw, 2.2rem); background: var(--paper); border-bottom: 1px solid var(--line); font-size: .86rem; }
.brand { font-weight: 650; letter-spacing: .01em; }
.bar nav { display: flex; flex-wrap: wrap; gap: .2rem .9rem; justify-content: flex-end; }
.bar a, .bar button { color: var(--quiet); text-decoration: none; }
.bar a:hover, .bar button:hover { color: var(--ink); }

main { display: grid; gap: 1.2rem; max-width: 1720px; margin: 0 auto; padding: 1.1rem clamp(.9rem, 2.5vw, 2.2rem) 4rem; }
main > * { min-width: 0; }
h1 { font-size: clamp(1.25rem, 1rem + 1vw, 1.7rem); line-height: 1.25; font-weight: 640; letter-spacing: -.012em; text-wrap: balance; margin-bottom: .8rem; }
h1.follow-up { border-top: 1px solid var(--line); padding-top: 1.4rem; margin-top: .6rem; }
h2 { font-size: .78rem; font-weight: 600; color: var(--quiet); }
h3 { font-size: .86rem; font-weight: 620; }

@media (min-width: 900px) {
  main { grid-template-columns: minmax(0, 46fr) minmax(0, 54fr); column-gap: clamp(1.4rem, 3vw, 3rem); align-items: start; }
  aside { grid-column: 1; grid-row: 1 / span 99; position: sticky; top: 3.3rem; max-height: calc(100vh - 4.2rem); overflow: auto; }
  article, .method { grid-column: 2; }
}

.source { display: grid; gap: .5rem; }
.source + .source { margin-top: 1.2rem; }
.sheet { position: relative; width: fit-content; max-width: 100%; line-height: 0; border: 1px solid var(--line); border-radius: 4px; overflow: hidden; background: var(--card); }
.sheet img { display: block; max-width: 100%; height: auto; }
@media (min-width: 900px) {
  .sheet { width: 100%; }
  .sheet .zoom, .sheet img { width: 100%; }
}
.zoom { display: block; cursor: zoom-in; max-width: 100%; }
.regions { position: absolute; inset: 0; width: 100%; height: 100%; pointer-events: none; }
.regions a { pointer-events: auto; cursor: pointer; }
.region rect { fill: transparent; }
.region .halo { stroke: rgb(0 0 0 / .55); stroke-width: 4px; }
.region .line { stroke: var(--mark); stroke-width: 2px; }
.region.asked .line { stroke: #fff; stroke-dasharray: 6 4; }
.region.evidence .line { stroke: #35c2ff; }
.region text { font-family: var(--sans); font-weight: 650; fill: #fff; stroke: #1a1a1a; stroke-width: .22em; paint-order: stroke; stroke-linejoin: round; }
.region { transition: opacity .12s; }
.dimmed .region { opacity: .25; }
.dimmed .region.lit { opacity: 1; }
.region.lit .line { stroke-width: 4px; }
.region.lit .halo { stroke-width: 7px; }
figcaption { font-size: .84rem; line-height: 1.45; }
.legend { display: block; margin-top: .3rem; }
.chip { display: inline-block; vertical-align: .06em; font: 600 .78em/1.5 var(--mono); padding: 0 .4em; border: 1px solid var(--line); border-radius: 3px; color: var(--accent); background: var(--card); text-decoration: none; }
a.chip:hover, .chip.lit { border-color: var(--accent); background: var(--accent); color: var(--paper); }

.answer { background: var(--card); border: 1px solid var(--line); border-left: 4px solid var(--good); border-radius: 4px; padding: .8rem 1.1rem .9rem; display: grid; gap: .55rem; }
.check { border: 1px solid var(--line); border-radius: 4px; padding: .6rem .9rem .7rem; display: grid; gap: .4rem; }
.check p { margin: 0; }
.check h3 { margin: 0; font-size: 1rem; }
.check .value { font-size: 1.1rem; }
.unbacked { font-weight: 600; }
.unbacked::before { content: '⚠ '; }
.answer.open { border-left-color: var(--warn); }
.answer.failed { border-left-color: var(--bad); }
.value { font-size: clamp(1.9rem, 1.5rem + 1.6vw, 2.7rem); line-height: 1.1; font-weight: 640; letter-spacing: -.02em; font-variant-numeric: tabular-nums; }
.prose > * + * { margin-top: .5rem; }
.prose { max-width: 70ch; }
.prose ul, .prose ol { padding-left: 1.3rem; list-style: revert; }
.prose h1, .prose h2, .prose h3 { font-size: 1rem; color: inherit; margin-bottom: 0; font-weight: 640; letter-spacing: 0; }
.prose table { border-collapse: collapse; font-variant-numeric: tabular-nums; display: block; overflow-x: auto; }
.prose th, .prose td { border-bottom: 1px solid var(--line); padding: .2rem .8rem .2rem 0; text-align: left; }
.prose pre { background: var(--sunk); padding: .6rem .8rem; border-radius: 4px; overflow-x: auto; }
.prose blockquote { margin: 0; padding-left: .8rem; border-left: 2px solid var(--line); color: var(--quiet); }
.uncertainty { max-width: 70ch; }
.uncertainty b { font-weight: 600; margin-right: .3rem; }
.evidence-list { display: grid; gap: .3rem; border-top: 1px solid var(--line); padding-top: .55rem; max-width: 76ch; }
.chip.evidence { color: light-dark(#00658f, #6dd0ff); }
.facts { color: var(--quiet); font-size: .82rem; }
.facts span + span::before { content: '·'; margin: 0 .45em; }

.turns { margin-top: 1.3rem; border-left: 1px solid var(--line); }
.turn { position: relative; padding: 0 0 1.5rem 1.2rem; display: grid; gap: .55rem; }
.turn > * { min-width: 0; }
.turn::before { content: ''; position: absolute; left: -4.5px; top: .38rem; width: 8px; height: 8px; border-radius: 50%; background: var(--paper); border: 2px solid var(--quiet); }
.turn h3 .quiet { font-size: .92em; margin-left: .35rem; }
summary { cursor: pointer; color: var(--quiet); font-size: .82rem; width: fit-content; }
summary:hover { color: var(--ink); }
.thought p { white-space: pre-wrap; max-width: 76ch; margin-top: .15rem; }
.cell { position: relative; display: grid; gap: .4rem; }
.cell > * { min-width: 0; }
pre { overflow-x: auto; white-space: pre; line-height: 1.5; tab-size: 4; overflow-wrap: normal; }
pre.wrap { white-space: pre-wrap; overflow-wrap: anywhere; }
.cell pre { background: var(--card); border: 1px solid var(--line); border-radius: 4px; padding: .6rem .8rem; }
.copy { position: absolute; right: .5rem; top: .4rem; z-index: 1; font-size: .78rem; color: var(--quiet); background: var(--card); padding: 0 .35rem; border-radius: 3px; opacity: 0; }
.cell:hover .copy, .copy:focus-visible { opacity: 1; }
.copy:hover { color: var(--ink); }
@media (hover: none) { .copy { opacity: 1; position: static; justify-self: end; } }
.rerun { border-left: 2px solid var(--mark); padding-left: .9rem; display: grid; gap: .5rem; }
.rerun > * { min-width: 0; }
.rerun h4 { font-size: .86rem; font-weight: 600; }
.observation { display: grid; gap: .5rem; }
.observation > * { min-width: 0; }
.output pre { background: var(--sunk); border-left: 2px solid var(--line); padding: .45rem .8rem; max-height: 28rem; margin-top: .2rem; }
.error { border-left: 3px solid var(--bad); padding: .1rem .8rem; }
.error b { color: var(--bad); }
.error p { white-space: pre-wrap; }
.error pre { color: var(--quiet); }
.notes { font-size: .86rem; color: var(--quiet); display: grid; gap: .15rem; }
.notes li::before { content: '– '; }
.warn { color: var(--warn); }
.shots { display: grid; gap: .9rem; grid-template-columns: repeat(auto-fill, minmax(min(100%, 17rem), 1fr)); align-items: start; }
.shot:only-child { grid-column: 1 / -1; }
.shot { display: grid; gap: .35rem; justify-items: start; border-radius: 4px; scroll-margin-top: 3.6rem; }
.shot img { display: block; max-width: 100%; width: auto; height: auto; max-height: 26rem; border: 1px solid var(--line); border-radius: 3px; background: var(--card); }
.shot.lit .zoom, .shot:target .zoom { outline: 3px solid var(--mark); outline-offset: 1px; border-radius: 3px; }
.gain { display: block; color: var(--quiet); }
.gain::before { content: '▸ '; color: var(--good); }
.gain.none { color: var(--warn); }
.gain.none::before { content: '○ '; color: inherit; }
.missing { color: var(--warn); border: 1px dashed var(--line); padding: 1rem; }

.method { border-top: 1px solid var(--line); padding-top: 1.1rem; display: grid; gap: .6rem; font-size: .88rem; scroll-margin-top: 3rem; }
.method > * { min-width: 0; }
.method p { color: var(--quiet); max-width: 80ch; }
.method h3 { margin-top: .4rem; }
.method dl { display: grid; grid-template-columns: max-content 1fr; gap: .15rem 1.1rem; }
.method dt { color: var(--quiet); }

#viewer { width: 100vw; height: 100vh; max-width: none; max-height: none; border: 0; padding: 0; background: light-dark(#efede8, #0c0d0e); color: var(--ink); }
#viewer[open] { display: grid; grid-template-rows: minmax(0, 1fr) auto; }
.stage { overflow: hidden; position: relative; cursor: grab; touch-action: none; }
.stage:active { cursor: grabbing; }
.stage img { position: absolute; left: 0; top: 0; transform-origin: 0 0; max-width: none; user-select: none; }
.viewer-bar { display: flex; flex-wrap: wrap; gap: .3rem .9rem; align-items: center; padding: .5rem 1rem; background: var(--card); border-top: 1px solid var(--line); font-size: .88rem; }
.viewer-bar span { margin-right: auto; }
.viewer-bar button { padding: .15rem .55rem; border: 1px solid var(--line); border-radius: 3px; min-width: 2rem; }
.viewer-bar button:hover { border-color: var(--quiet); }

.hljs-comment { color: var(--quiet); font-style: italic; }
.hljs-keyword, .hljs-literal, .hljs-meta { color: light-dark(#7b3aa0, #d0a0ff); }
.hljs-string, .hljs-char { color: light-dark(#20704a, #8fd0a5); }
.hljs-number { color: light-dark(#9a4b00, #f0b070); }
.hljs-built_in, .hljs-title, .hljs-title.function_ { color: light-dark(#0b5cad, #83bdff); }
.hljs-subst { color: inherit; }

@media (prefers-reduced-motion: reduce) { .region { transition: none; } }
@media (forced-colors: active) {
  .region .line { stroke: Highlight; }
  .region .halo { stroke: Canvas; }
  .chip, .answer, .sheet, .cell pre { border-color: CanvasText; }
  .turn::before { border-color: CanvasText; }
}
@media print {
  :root, :root[data-theme] { color-scheme: light; --paper: #fff; }
  body { font-size: 10pt; }
  .bar nav, .copy, dialog { display: none !important; }
  .bar { position: static; }
  main { display: block; padding: 0; max-width: none; }
  aside { position: static; max-height: none; overflow: visible; margin-bottom: 1rem; }
  .sheet { width: fit-content; max-width: 14cm; }
  .shot, .answer, .error { break-inside: avoid; }
  .shot img { max-height: 9cm; }
  .output pre { max-height: none; }
  pre { white-space: pre-wrap; }
}
`;
