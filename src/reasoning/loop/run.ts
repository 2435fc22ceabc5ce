import type { Figure } from '../../figures/figure.ts';
import type { AnswerEvent, NoticeEvent, RunEvent } from '../events.ts';
import { DEFAULT_LIMITS, type RunLimits } from '../limits.ts';
import type { MessageImage } from '../messages/imageLine.ts';
import type { Region } from '../messages/question.ts';
import type { Model } from '../model.ts';
import { parseAnswer } from '../reader/answer.ts';
import { TurnReader } from '../reader/turnReader.ts';
import { repairCode } from '../repair/repair.ts';
import { runId } from '../runId.ts';
import type { Observation, Sandbox } from '../sandbox.ts';
import { checkEvidence, unknownCitations } from './evidence.ts';
import { cancelled, RunFailure } from './failure.ts';
import { forModel } from './forModel.ts';
import { regionCell, resolveRegion, type Inquiry, type RunParts } from './question.ts';
import { MAX_REPEATS, RepeatWatch } from './repeats.ts';
import { Interpreter } from './interpreter.ts';
import { restoreDialogue } from './restore.ts';
import { openSession, type Session } from './session.ts';
import { streamReply, type Outcome } from './streamReply.ts';
import * as say from './wording.ts';

type Events<R = void> = AsyncGenerator<RunEvent, R, undefined>;
type Bare<E> = E extends RunEvent ? Omit<E, 'run' | 'turn' | 'time'> : never;

/** What is kept while one question is worked on. */
interface Work {
  readonly inquiry: Inquiry;
  readonly signal: AbortSignal;
  readonly begun: number;
  readonly repeats: RepeatWatch;
  /** Turns that are left, the present one included. */
  left: number;
  /** Has a cell run without error? */
  looked: boolean;
  /** Was the last turn of no use, and the model told so? */
  reminded: boolean;
}

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
  readonly #now: () => Date;
  #session: Session | undefined;
  #turn = 0;
  #asked = 0;
  #busy = false;
  readonly #python: Interpreter;
  /** Events of a recorded run that this one goes on with. */
  readonly #past: readonly RunEvent[];

  /** @param past events of a recorded run, with its images: the run goes on where they end */
  constructor(figures: readonly Figure[], parts: RunParts, past: readonly RunEvent[] = []) {
    this.#now = parts.now ?? (() => new Date());
    this.id = parts.id ?? past[0]?.run ?? runId(this.#now());
    this.#past = past;
    this.#turn = past.reduce((last, { turn }) => Math.max(last, turn), 0);
    this.#asked = past.filter(({ type }) => type === 'started').length;
    this.#figures = figures;
    this.#model = parts.model;
    this.#sandbox = parts.sandbox;
    this.#limits = parts.limits ?? DEFAULT_LIMITS;
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

  async *#alone(work: Events, place: { turn?: number; rerun?: number }): Events {
    if (this.#busy) throw new Error('This run is still at work on another question.');
    this.#busy = true;
    try {
      yield* work;
    } catch (error) {
      if (!(error instanceof RunFailure)) throw error;
      const { kind, message } = error;
      yield { ...this.#event({ type: 'failed', kind, message }), ...place };
    } finally {
      this.#busy = false;
    }
  }

  async *#work(inquiry: Inquiry, signal: AbortSignal): Events {
    if (signal.aborted) throw cancelled();
    const begun = this.#now().getTime();
    const first = this.#asked === 0;
    const session = await this.#open(signal);
    const mode = inquiry.mode ?? 'auto';
    const region = resolveRegion(inquiry.region, session.prepared.figures);
    yield this.#event(this.#started(inquiry, session, region));
    if (first) for (const text of this.#firstNotices(session, mode)) yield this.#notice(text);

    const work: Work = {
      inquiry: { ...inquiry, mode },
      signal,
      begun,
      repeats: new RepeatWatch(),
      // An answer after a look takes two turns.
      left: Math.max(this.#limits.turns, mode === 'images' ? 2 : 1),
      looked: false,
      reminded: false,
    };
    yield* this.#notices(await this.#python.catchUp(signal));
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
        turnsLeft: work.left,
      },
      session.images.known,
    );
    this.#asked += 1;
    for (; work.left > 0; work.left -= 1) if (yield* this.#takeTurn(work, session)) return;
    throw new RunFailure('turnLimit', say.turnLimit(this.#limits.turns));
  }

  async #open(signal: AbortSignal): Promise<Session> {
    if (this.#session) return this.#session;
    const limits = this.#limits;
    const session = await openSession(this.#figures, this.#model, this.#sandbox, limits, signal);
    restoreDialogue(this.#past, session, limits, this.#model.profile);
    this.#session = session;
    return session;
  }

  /** One turn of the model. Returns true when it was the answer. */
  async *#takeTurn(work: Work, session: Session): Events<boolean> {
    this.#turn += 1;
    const outcome = yield* this.#reply(work, session);
    if (outcome.type === 'answer') {
      const parsed = parseAnswer(outcome.text);
      if (work.inquiry.mode === 'images' && !work.looked && parsed.answered)
        return yield* this.#refuse(say.LOOK_FIRST, work, session);
      yield* this.#answer(parsed, work, session);
      return true;
    }
    const { tags } = this.#model.profile;
    if (outcome.type === 'nothing')
      return yield* this.#refuse(say.neither(outcome.reason, tags), work, session);
    if (work.inquiry.mode === 'reasoning')
      return yield* this.#refuse(say.noCode(tags), work, session);
    if (work.left === 1) {
      session.dialogue.noteForNext('The last cell was not run: the turns were used up.');
      throw new RunFailure('turnLimit', say.turnLimit(this.#limits.turns));
    }
    yield* this.#runCell(outcome.code, work, session);
    return false;
  }

  async *#reply({ signal }: Work, { dialogue }: Session): Events<Outcome> {
    const reader = new TurnReader(this.#model.profile.tags);
    const thoughts = streamReply(this.#model, dialogue.messages, reader, signal);
    let whole = false;
    try {
      let next = await thoughts.next();
      for (; !next.done; next = await thoughts.next())
        yield this.#event({ type: 'thoughtDelta', text: next.value });
      whole = true;
      return next.value;
    } finally {
      // Closes the stream when the consumer of the events stops here; no effect after the end.
      await thoughts.return({ type: 'nothing', reason: 'stopped' });
      dialogue.reply(reader.reply());
      if (!whole) dialogue.noteForNext('The last reply was cut off.');
    }
  }

  async *#runCell(written: string, work: Work, session: Session): Events {
    const { dialogue, images } = session;
    const { earlier } = this.#python;
    const context = { figures: session.prepared.promptFigures, earlier };
    const { code, repairs } = repairCode(written, context);
    const original = code === written ? {} : { original: written };
    yield this.#event({ type: 'code', code, ...original, repairs });
    let observation: Observation;
    try {
      observation = await this.#python.run(this.#turn, code, work.signal);
    } catch (error) {
      dialogue.noteForNext('The last cell was stopped before it ended.');
      throw error;
    }
    const { observed, described } = images.addTurn(this.#turn, observation.images);
    const repeat = work.repeats.note(this.#turn, code, observation);
    const ours = repeat ? [say.repeated(repeat.turn)] : [];
    const notes = [...observation.notes, ...ours];
    yield this.#event({ type: 'observation', ...observation, images: observed, notes });
    work.looked ||= !observation.error;
    work.reminded = false;
    dialogue.observe(
      {
        ...forModel(observation, [...repairs, ...notes], this.#limits.stdoutChars),
        turn: this.#turn,
        images: described,
        turnsLeft: work.left - 1,
      },
      images.known,
    );
    if (repeat && repeat.times >= MAX_REPEATS)
      throw new RunFailure('modelError', say.goesInCircles(this.#model.label, MAX_REPEATS));
    const withheld = say.withheldNotice(this.#turn, described, this.#model.images);
    if (withheld) yield this.#notice(withheld, 'warning');
    for (const note of ours) yield this.#notice(note);
  }

  async *#showRegion(
    region: Region,
    session: Session,
    signal: AbortSignal,
  ): Events<MessageImage[]> {
    this.#turn += 1;
    const code = regionCell(region);
    yield this.#event({ type: 'code', code, repairs: [] });
    const observation = await this.#python.run(this.#turn, code, signal);
    const { observed, described } = session.images.addTurn(this.#turn, observation.images);
    yield this.#event({ type: 'observation', ...observation, images: observed });
    if (observation.error) yield this.#notice(say.regionNotShown(observation.error), 'warning');
    return described;
  }

  async *#runChanged(
    { turn, rerun }: { turn: number; rerun: number },
    code: string,
    signal: AbortSignal,
  ): Events {
    if (signal.aborted) throw cancelled();
    const at = { turn, rerun };
    yield { ...this.#event({ type: 'code', code, repairs: [] }), ...at };
    const { dialogue, images } = await this.#open(signal);
    const { observation, notices } = await this.#python.runChanged(turn, code, signal);
    yield* this.#notices(notices);
    const { observed, described } = images.addTurn(turn, observation.images, rerun);
    yield { ...this.#event({ type: 'observation', ...observation, images: observed }), ...at };
    const seen = forModel(observation, observation.notes, this.#limits.stdoutChars);
    const content = { ...seen, turn, images: described, changedCode: code };
    dialogue.observe({ ...content, turnsLeft: this.#limits.turns }, images.known);
  }

  /** Tells the model once that its turn was of no use; the second time in a row ends the question. */
  async *#refuse(reason: say.Refusal, work: Work, { dialogue }: Session): Events<false> {
    if (work.left === 1) throw new RunFailure('turnLimit', say.turnLimit(this.#limits.turns));
    if (work.reminded)
      throw new RunFailure('modelError', say.refusedTwice(this.#model.label, reason));
    work.reminded = true;
    dialogue.remind(reason.toModel, work.left - 1);
    yield this.#notice(`${reason.toUser} The model was asked once more.`);
    return false;
  }

  async *#answer(
    parsed: ReturnType<typeof parseAnswer>,
    { begun }: Work,
    { images, prepared }: Session,
  ): Events {
    const { known } = images;
    const { evidence, dropped } = checkEvidence(parsed.evidence, known, prepared.figures);
    const cited = unknownCitations(parsed.text, known);
    const answer: Bare<AnswerEvent> = {
      type: 'answer',
      ...parsed,
      evidence,
      durationMs: this.#now().getTime() - begun,
    };
    for (const text of dropped) yield this.#notice(text, 'warning');
    for (const name of cited) yield this.#notice(say.unknownImage(name), 'warning');
    yield this.#event(answer);
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

  *#notices(words: readonly Pick<NoticeEvent, 'level' | 'text'>[]): Iterable<RunEvent> {
    for (const { level, text } of words) yield this.#notice(text, level);
  }

  #notice(text: string, level: 'info' | 'warning' = 'info'): RunEvent {
    return this.#event({ type: 'notice', level, text });
  }

  #event(event: Bare<RunEvent>): RunEvent {
    return { run: this.id, turn: this.#turn, time: this.#now().toISOString(), ...event };
  }
}
