import type { Figure } from '../../figures/figure.ts';
import type { AnswerEvent, RunEvent } from '../events.ts';
import { DEFAULT_LIMITS, type RunLimits } from '../limits.ts';
import type { MessageImage } from '../messages/imageLine.ts';
import type { Region } from '../messages/question.ts';
import type { Model } from '../model.ts';
import { runId } from '../runId.ts';
import type { Sandbox } from '../sandbox.ts';
import { cancelled, RunFailure } from './failure.ts';
import { forModel } from './forModel.ts';
import { answerWithoutImages } from './gainCheck.ts';
import {
  regionCell,
  resolveRegion,
  type Inquiry,
  type OnProgress,
  type RunParts,
} from './question.ts';
import { Interpreter } from './interpreter.ts';
import { restoreDialogue } from './restore.ts';
import { Asking } from './asking.ts';
import { openSession, type Session } from './session.ts';
import { Teller } from './teller.ts';
import * as say from './wording.ts';

type Events<R = void> = AsyncGenerator<RunEvent, R, undefined>;

/**
 * A run: figures, a model, a Python that keeps its variables, and one question after another.
 * Turn numbers go on over all questions.
 */
export class Run {
  readonly id: string;
  readonly #figures: readonly Figure[];
  readonly #model: Model;
  readonly #sandbox: Sandbox;
  readonly #limits: RunLimits;
  readonly #tell: Teller;
  readonly #onProgress: OnProgress | undefined;
  #session: Session | undefined;
  #asked = 0;
  #busy = false;
  readonly #python: Interpreter;
  /** The answer to the last question. */
  #answered: AnswerEvent | undefined;
  /** Events of a recorded run that this one goes on with. */
  readonly #past: readonly RunEvent[];

  /** @param past events of a recorded run, with its images: the run goes on where they end */
  constructor(figures: readonly Figure[], parts: RunParts, past: readonly RunEvent[] = []) {
    const now = parts.now ?? (() => new Date());
    this.id = parts.id ?? past[0]?.run ?? runId(now());
    const turn = past.reduce((last, event) => Math.max(last, event.turn), 0);
    this.#tell = new Teller(this.id, turn, now);
    this.#past = past;
    this.#onProgress = parts.onProgress;
    this.#asked = past.filter(({ type }) => type === 'started').length;
    this.#figures = figures;
    this.#model = parts.model;
    this.#sandbox = parts.sandbox;
    this.#limits = lowered(parts.limits ?? DEFAULT_LIMITS, parts.model);
    this.#answered = lastAnswer(past);
    this.#python = new Interpreter(parts.sandbox, this.#limits, past);
  }

  /**
   * Asks a question. The events end with `answer` or `failed`; after either the next question may be asked. A figure
   * or sandbox that cannot be started gives `failed` alone.
   * @throws Error when the run is still at work on another question
   */
  ask(inquiry: Inquiry, signal: AbortSignal): Events {
    return this.#alone(this.#work(inquiry, signal), {});
  }

  /**
   * Runs the cell of a turn with other code, at its place: in Python afresh, after the cells before it as they stand now.
   * The code is run as it is, without repairs. The model learns of it with the next question; variables of later cells are gone.
   * @throws Error when there is no such cell, or the run is still at work
   */
  rerun(turn: number, code: string, signal: AbortSignal): Events {
    const rerun = this.#python.countRerun(turn);
    return this.#alone(this.#runChanged({ turn, rerun }, code, signal), { turn, rerun });
  }

  /**
   * Asks the last question once more with the images of the cells withheld, and tells whether the answer is another one. Gives
   * `gainChecked`, or a warning that says why there is no result, or nothing when it is stopped: the answer stands in any case.
   * @throws Error when the run is still at work
   */
  async *checkGain(signal: AbortSignal): Events {
    for await (const event of this.#alone(this.#checkGain(signal), {}))
      if (event.type !== 'failed') yield event;
      else if (event.kind !== 'cancelled')
        yield this.#tell.notice(say.gainNotChecked(event.message), 'warning');
  }

  async *#alone(work: Events, place: { turn?: number; rerun?: number }): Events {
    if (this.#busy) throw new Error('This run is still at work on another question.');
    this.#busy = true;
    try {
      yield* work;
    } catch (error) {
      if (!(error instanceof RunFailure)) throw error;
      const { kind, message } = error;
      yield { ...this.#tell.event({ type: 'failed', kind, message }), ...place };
    } finally {
      this.#busy = false;
    }
  }

  async *#work(inquiry: Inquiry, signal: AbortSignal): Events {
    if (signal.aborted) throw cancelled();
    const begun = this.#tell.now().getTime();
    const first = this.#asked === 0;
    const session = await this.#open(signal);
    const mode = inquiry.mode ?? 'auto';
    const region = resolveRegion(inquiry.region, session.prepared.figures);
    yield this.#tell.event(this.#started(inquiry, session, region));
    if (first) for (const text of this.#firstNotices(session, mode)) yield this.#tell.notice(text);

    const asking = new Asking({
      model: this.#model,
      python: this.#python,
      limits: this.#limits,
      tell: this.#tell,
      session,
      mode,
      signal,
      begun,
      onProgress: this.#onProgress,
    });
    yield* this.#tell.notices(await this.#python.catchUp(signal));
    const described = first ? [...session.previews] : [];
    if (region) described.push(...(yield* this.#showRegion(region, session, signal)));
    session.dialogue.ask(
      {
        question: inquiry.text,
        mode,
        followUp: this.#asked > 0,
        figures: first ? session.prepared.promptFigures : [],
        images: described,
        ...(region && { region }),
        turnsLeft: asking.turnsLeft,
      },
      session.images.known,
    );
    this.#asked += 1;
    this.#answered = undefined;
    this.#answered = yield* asking.turns();
  }

  async #open(signal: AbortSignal): Promise<Session> {
    if (this.#session) return this.#session;
    const limits = this.#limits;
    const session = await openSession(this.#figures, this.#model, this.#sandbox, limits, signal);
    restoreDialogue(this.#past, session, limits, this.#model.profile);
    this.#session = session;
    return session;
  }

  async *#showRegion(
    region: Region,
    session: Session,
    signal: AbortSignal,
  ): Events<MessageImage[]> {
    this.#tell.turn += 1;
    const code = regionCell(region);
    yield this.#tell.event({ type: 'code', code, repairs: [] });
    const observation = await this.#python.run(this.#tell.turn, code, signal);
    const { observed, described } = session.images.addTurn(this.#tell.turn, observation.images);
    yield this.#tell.event({ type: 'observation', ...observation, images: observed });
    if (observation.error)
      yield this.#tell.notice(say.regionNotShown(observation.error), 'warning');
    return described;
  }

  async *#runChanged(
    { turn, rerun }: { turn: number; rerun: number },
    code: string,
    signal: AbortSignal,
  ): Events {
    if (signal.aborted) throw cancelled();
    const at = { turn, rerun };
    yield { ...this.#tell.event({ type: 'code', code, repairs: [] }), ...at };
    const { dialogue, images } = await this.#open(signal);
    const { observation, notices } = await this.#python.runChanged(turn, code, signal);
    yield* this.#tell.notices(notices);
    const { observed, described } = images.addTurn(turn, observation.images, rerun);
    yield { ...this.#tell.event({ type: 'observation', ...observation, images: observed }), ...at };
    const seen = forModel(observation, observation.notes, this.#limits.stdoutChars);
    const content = { ...seen, turn, images: described, changedCode: code };
    dialogue.observe({ ...content, turnsLeft: this.#limits.turns }, images.known);
  }

  async *#checkGain(signal: AbortSignal): Events {
    if (signal.aborted) throw cancelled();
    const answered = this.#answered;
    if (!answered) throw new RunFailure('modelError', say.NO_GAIN_CHECK.noAnswer);
    if (!this.#model.images) throw new RunFailure('modelError', say.NO_GAIN_CHECK.noEyes);
    const { dialogue } = await this.#open(signal);
    const begun = this.#tell.now().getTime();
    const result = await answerWithoutImages(
      this.#model,
      dialogue,
      answered,
      signal,
      this.#onProgress,
    );
    if (!result) throw new RunFailure('modelError', say.NO_GAIN_CHECK.noImages);
    const durationMs = this.#tell.now().getTime() - begun;
    const event = this.#tell.event({ type: 'gainChecked', ...result, durationMs });
    yield { ...event, turn: answered.turn };
  }

  #started(inquiry: Inquiry, { prepared }: Session, region: Region | undefined) {
    const { id, label, profile } = this.#model;
    return {
      type: 'started' as const,
      question: inquiry.text,
      ...(region && { region: region.box, regionFigure: region.figure }),
      mode: inquiry.mode ?? 'auto',
      model: { id, label, profile: profile.id },
      figures: prepared.figures,
      followUp: this.#asked > 0,
    };
  }

  #firstNotices({ prepared }: Session, mode: NonNullable<Inquiry['mode']>): string[] {
    const { images, byCodeOnly, label } = this.#model;
    const blind = images || byCodeOnly ? [] : [say.takesNoImages(label, mode)];
    return [...prepared.notices, ...blind];
  }
}

/** Limits of a run with a model that has some of its own. */
function lowered(limits: RunLimits, { limits: own = {} }: Model): RunLimits {
  const { images = Infinity, maxImagePixels = Infinity } = own;
  return {
    ...limits,
    images: Math.min(limits.images, images),
    maxImagePixels: Math.min(limits.maxImagePixels, maxImagePixels),
  };
}

/** The answer to the last question of a recorded run, when it has one. */
function lastAnswer(past: readonly RunEvent[]): AnswerEvent | undefined {
  const last = past.findLast(({ type }) => type === 'started' || type === 'answer');
  return last?.type === 'answer' ? last : undefined;
}
