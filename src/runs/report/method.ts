import type { Run } from '../run.ts';
import type { Exchange } from '../timeline.ts';
import { citation, rerunCommand } from './command.ts';
import { markup, type HtmlValue, type SafeHtml } from './safeHtml.ts';
import { moment } from './wording.ts';

/** How the answer was made, how to make it again and how to cite it. */
export function methodSection(run: Run, exchanges: readonly Exchange[]): SafeHtml {
  const [first] = exchanges;
  if (!first) return markup``;
  const { model, mode, figures, time } = first.started;
  const rows: [string, HtmlValue][] = [
    [
      'Figures',
      figures.map(
        ({ id, name, path, page, sha256 }) =>
          markup`<div><code>${id}</code> ${path ?? name}${page !== undefined && page > 1 && `, page ${page}`}${sha256 && markup` <code class="quiet">sha256 ${sha256}</code>`}</div>`,
      ),
    ],
    [
      'Model',
      markup`${model.label} <span class="quiet">id ${model.id}, profile ${model.profile}</span>`,
    ],
    ['Mode', mode],
    ['Asked', moment(time)],
    ['Recorded by', `Figscope ${run.header.figscope}, run ${run.header.run}`],
  ];
  return markup`<section class="method" id="method">
    <h2>Method</h2>
    <p>${METHOD}</p>
    <dl>${rows.map(([name, value]) => markup`<dt>${name}</dt><dd>${value}</dd>`)}</dl>
    <h3>Run it again</h3>
    ${exchanges.map(({ started }) => markup`<div class="cell"><button class="copy" type="button" hidden>Copy</button><pre class="wrap"><code>${rerunCommand(run, started)}</code></pre></div>`)}
    <h3>Cite it</h3>
    <div class="cell"><button class="copy" type="button" hidden>Copy</button><pre class="wrap"><code>${citation(run, first.started)}</code></pre></div>
    ${run.problems.length > 0 && markup`<h3>Problems with the record</h3><ul class="notes">${run.problems.map((problem) => markup`<li class="warn">${problem}</li>`)}</ul>`}
  </section>`;
}

/** The same words in every form of report. */
export const METHOD =
  'The model named below wrote each thought and each cell of Python. The cells ran in a sandbox on the figure in its original resolution; what they printed and showed is given here unchanged, and repairs of the code are listed with it. Regions are in source pixels, [x1, y1, x2, y2] from the upper left corner. The remark under each image, how much it can have added, is computed by Figscope from magnification, overlap and likeness; that measure is Figscope’s own. Check an answer before you rely on it.';
