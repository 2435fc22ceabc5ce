import type { CodeEvent, ObservationEvent } from '../../reasoning/events.ts';
import type { CellError } from '../../reasoning/sandbox.ts';
import type { Rerun, Turn } from '../timeline.ts';
import { highlightPython } from './highlight.ts';
import { observedImage } from './images.ts';
import { markup, type SafeHtml } from './safeHtml.ts';
import { duration, OUTDATED, rerunTitle } from './wording.ts';

/** Printed text longer than this starts folded. */
const LONG_OUTPUT_LINES = 24;

/** One turn: thought, cell, what the cell gave back. */
export function turnHtml(turn: Turn): SafeHtml {
  const { number, thought, code, observation, reruns, outdated, retry } = turn;
  return markup`<li class="turn" id="turn-${number}">
    <h3>Turn ${number} ${observation && markup`<span class="quiet">cell ${duration(observation.durationMs)}</span>`}</h3>
    ${outdated && markup`<p class="note warn">${OUTDATED}</p>`}
    ${retry && markup`<p class="note warn">${retry.text}</p>`}
    ${thought.trim() !== '' && thoughtHtml(thought.trim())}
    ${code && codeHtml(code)}
    ${observation && observationHtml(observation)}
    ${reruns.map((rerun) => rerunHtml(number, rerun))}
  </li>`;
}

function rerunHtml(turn: number, { number, code, observation, failed }: Rerun): SafeHtml {
  return markup`<section class="rerun">
    <h4>${rerunTitle(turn, number)}</h4>
    ${codeHtml(code)}
    ${observation && observationHtml(observation)}
    ${failed && markup`<p class="note warn">${failed.message}</p>`}
  </section>`;
}

function thoughtHtml(thought: string): SafeHtml {
  return markup`<details class="thought" open><summary>Thought</summary><p>${thought}</p></details>`;
}

function codeHtml({ code, original, repairs }: CodeEvent): SafeHtml {
  return markup`<div class="cell">
    <button class="copy" type="button" hidden>Copy</button>
    <pre class="code"><code>${highlightPython(code)}</code></pre>
    ${notesHtml(repairs)}
    ${
      original !== undefined &&
      original !== code &&
      markup`<details><summary>As the model wrote it</summary><pre class="code"><code>${highlightPython(original)}</code></pre></details>`
    }
  </div>`;
}

function observationHtml(observation: ObservationEvent): SafeHtml {
  const { stdout, stderr, value, error, images, notes, stateLost } = observation;
  return markup`<div class="observation">
    ${outputHtml('Printed', stdout)}
    ${value !== undefined && outputHtml('Value', value)}
    ${outputHtml('Printed as errors', stderr)}
    ${error && errorHtml(error)}
    ${stateLost && markup`<p class="note warn">Variables of earlier cells were lost.</p>`}
    ${notesHtml(notes)}
    ${images.length > 0 && markup`<div class="shots">${images.map(observedImage)}</div>`}
  </div>`;
}

function outputHtml(label: string, text: string): SafeHtml {
  const shown = text.trimEnd();
  if (shown.trim() === '') return markup``;
  const lines = shown.split('\n').length;
  const open = lines <= LONG_OUTPUT_LINES ? markup`open` : markup``;
  const count = lines > 1 && markup` <span class="quiet">${lines} lines</span>`;
  return markup`<details class="output" ${open}><summary>${label}${count}</summary><pre>${shown}</pre></details>`;
}

function errorHtml({ type, message, line, source }: CellError): SafeHtml {
  return markup`<div class="error">
    <b>${type}</b>${line !== undefined && markup` <span class="quiet">line ${line}</span>`}
    <p>${message}</p>
    ${source !== undefined && markup`<pre>${source}</pre>`}
  </div>`;
}

function notesHtml(notes: readonly string[]): SafeHtml {
  if (notes.length === 0) return markup``;
  return markup`<ul class="notes">${notes.map((note) => markup`<li>${note}</li>`)}</ul>`;
}
