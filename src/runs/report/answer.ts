import type {
  AnswerEvent,
  Evidence,
  GainCheckedEvent,
  NoticeEvent,
} from '../../reasoning/events.ts';
import type { Exchange } from '../timeline.ts';
import { totalUsage } from '../usage.ts';
import { answerHtml } from './answerMarkdown.ts';
import { imageAnchor } from './images.ts';
import { markup, type SafeHtml } from './safeHtml.ts';
import {
  answeredWords,
  counted,
  duration,
  frameWords,
  GAIN_EFFECT,
  GAIN_METHOD,
  OUTDATED,
  usageWords,
  valueWords,
} from './wording.ts';

/** The answer of a question, or why there is none, with its facts on one line. */
export function answerCard(exchange: Exchange): SafeHtml {
  const { answer, failed, notices, answerOutdated, gainCheck } = exchange;
  const sound = answer?.answered && answer.unbacked === undefined;
  const kind = failed ? 'failed' : sound ? 'done' : 'open';
  return markup`<section class="answer ${kind}" aria-label="Answer">
    ${answerOutdated && markup`<p class="note warn">${OUTDATED}</p>`}
    ${answer && answerBody(answer)}
    ${gainCheck && gainHtml(gainCheck)}
    ${failed && markup`<h2>Stopped</h2><p>${failed.message}</p>`}
    ${!answer && !failed && markup`<h2>No answer</h2><p>The record ends before an answer was given.</p>`}
    <p class="facts">${facts(exchange)}</p>
    ${noticesHtml(notices)}
  </section>`;
}

function answerBody(answer: AnswerEvent): SafeHtml {
  const { value, unit, uncertainty, evidence, answered, text, unbacked } = answer;
  return markup`<h2>${answeredWords(answered)}</h2>
    ${unbacked !== undefined && markup`<p class="note warn unbacked">${unbacked}</p>`}
    ${value !== undefined && markup`<p class="value">${valueWords(value, unit)}</p>`}
    <div class="prose">${answerHtml(text)}</div>
    ${uncertainty !== undefined && markup`<p class="uncertainty"><b>Uncertainty</b> ${uncertainty}</p>`}
    ${evidence.length > 0 && markup`<ul class="evidence-list" aria-label="Evidence">${evidence.map(evidenceItem)}</ul>`}`;
}

function gainHtml({ effect, text, without, withheld }: GainCheckedEvent): SafeHtml {
  const { value, unit, text: words, answered } = without;
  return markup`<section class="check" aria-label="What the images added">
    <h3>${GAIN_EFFECT[effect]}</h3>
    <p>${text}</p>
    <p class="quiet">Without ${withheld.map((name) => markup`<a class="chip" href="#${imageAnchor(name)}" data-image="${name}">${name}</a> `)}</p>
    ${value !== undefined && markup`<p class="value">${valueWords(value, unit)}</p>`}
    ${!answered && markup`<p><b>${answeredWords(answered)}</b></p>`}
    <div class="prose">${answerHtml(words)}</div>
    <p class="quiet">${GAIN_METHOD}</p>
  </section>`;
}

function evidenceItem({ text, image, frame }: Evidence, index: number): SafeHtml {
  return markup`<li>
    ${image !== undefined && markup`<a class="chip" href="#${imageAnchor(image)}" data-image="${image}">${image}</a>`}
    ${frame && image === undefined && markup`<span class="chip evidence">e${index + 1}</span>`}
    ${text} ${frame && markup`<code class="quiet">${frameWords(frame)}</code>`}
  </li>`;
}

function facts(exchange: Exchange): SafeHtml[] {
  const { started, turns, durationMs } = exchange;
  const usage = totalUsage(exchange);
  const images = turns.reduce((sum, turn) => sum + (turn.observation?.images.length ?? 0), 0);
  return [
    started.model.label,
    `mode ${started.mode}`,
    counted(turns.length, 'turn'),
    counted(images, 'image'),
    duration(durationMs),
    ...(usage ? [usageWords(usage)] : []),
  ].map((fact) => markup`<span>${fact}</span>`);
}

function noticesHtml(notices: readonly NoticeEvent[]): SafeHtml {
  if (notices.length === 0) return markup``;
  return markup`<ul class="notes">
    ${notices.map(({ level, text }) => markup`<li class="${level === 'warning' ? 'warn' : 'info'}">${text}</li>`)}
  </ul>`;
}
