import type { Figure } from '../../figures/figure.ts';
import type { AnswerEvent, NoticeEvent, RunEvent } from '../events.ts';
import { DEFAULT_LIMITS, type RunLimits } from '../limits.ts';
import type { MessageImage } from '../messages/imageLine.ts';
import type { Region } from '../messages/question.ts';
import type { Model, Usage } from '../model.ts';
import { parseAnswer, type ParsedAnswer } from '../reader/answer.ts';
import { readRoute, withoutRoute } from '../reader/route.ts';
import { repairCode } from '../repair/repair.ts';
import { runId } from '../runId.ts';
import type { Observation, Sandbox } from '../sandbox.ts';
import { unbacked } from './backing.ts';
import { checkEvidence, inventedImages, unknownCitations } from './evidence.ts';
import { cancelled, RunFailure } from './failure.ts';
import { forModel } from './forModel.ts';
import { answerWithoutImages } from './gainCheck.ts';
import { regionCell, resolveRegion, type Inquiry, type RunParts } from './question.ts';
import { MAX_REPEATS, RepeatWatch } from './repeats.ts';
import { Interpreter } from './interpreter.ts';
import { restoreDialogue } from './restore.ts';
import { openSession, type Session } from './session.ts';
import { takeReply, type Taken } from './takeReply.ts';
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
  /** Was the model told to look, as it had chosen? */
  heldToRoute: boolean;
}

/** Closes the stream when the consumer of the events stops; nobody reads it. */
const STOPPED: Taken = { outcome: { type: 'nothing', reason: 'stopped' }, thought: '' };

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
  /** The answer to the last question. */
  #answered: AnswerEvent | undefined;
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
   * `gainChecked`, or a warning that says why there is no result: the answer stands in any case.
   * @throws Error when the run is still at work
   */
  async *checkGain(signal: AbortSignal): Events {
    for await (const event of this.#alone(this.#checkGain(signal), {}))
      if (event.type === 'failed') yield this.#notice(say.gainNotChecked(event.message), 'warning');
      else yield event;
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
      heldToRoute: false,
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
    this.#answered = undefined;
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
    const { profile } = this.#model;
    const reply = yield* this.#reply(work, session);
    const { outcome } = reply;
    if (outcome.type === 'answer') {
      const text = profile.routed ? withoutRoute(outcome.text) : outcome.text;
      if (!text) return yield* this.#refuse(say.neither('no answer', profile), work, session);
      const parsed = parseAnswer(text);
      const tooSoon = this.#tooSoon(parsed.answered, reply, work);
      if (tooSoon) return yield* this.#refuse(tooSoon, work, session);
      yield* this.#answer(parsed, reply, work, session);
      return true;
    }
    if (outcome.type === 'nothing')
      return yield* this.#refuse(say.neither(outcome.reason, profile), work, session);
    if (work.inquiry.mode === 'reasoning')
      return yield* this.#refuse(say.noCode(profile.tags), work, session);
    if (work.left === 1) {
      session.dialogue.noteForNext('The last cell was not run: the turns were used up.');
      throw new RunFailure('turnLimit', say.turnLimit(this.#limits.turns));
    }
    yield* this.#runCell(outcome.code, reply.usage, work, session);
    return false;
  }

  /** Why an answer is not taken yet: a look at the figure was asked for, or chosen, and there was none. */
  #tooSoon(answered: boolean, { outcome, thought }: Taken, work: Work): say.Refusal | undefined {
    if (!answered || work.looked) return undefined;
    if (work.inquiry.mode === 'images') return say.LOOK_FIRST;
    if (work.inquiry.mode !== 'auto' || !this.#model.profile.routed || work.heldToRoute)
      return undefined;
    const said = outcome.type === 'answer' ? `${thought}\n${outcome.text}` : thought;
    if (readRoute(said) !== 'look') return undefined;
    work.heldToRoute = true;
    return say.LOOK_AS_CHOSEN;
  }

  async *#reply({ signal }: Work, { dialogue }: Session): Events<Taken> {
    const parts = takeReply(this.#model, dialogue, signal);
    try {
      let next = await parts.next();
      for (; !next.done; next = await parts.next()) {
        const { type, text } = next.value;
        if (type === 'notice') yield this.#notice(text, next.value.level);
        else yield this.#event({ type: type === 'retry' ? 'retry' : 'thoughtDelta', text });
      }
      return next.value;
    } finally {
      await parts.return(STOPPED);
    }
  }

  async *#runCell(written: string, usage: Usage | undefined, work: Work, session: Session): Events {
    const { dialogue, images } = session;
    const { earlier } = this.#python;
    const context = { figures: session.prepared.promptFigures, earlier };
    const { code, repairs } = repairCode(written, context);
    const original = code === written ? {} : { original: written };
    yield this.#event({ type: 'code', code, ...original, repairs, ...(usage && { usage }) });
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
    parsed: ParsedAnswer,
    { usage }: Taken,
    { begun }: Work,
    { images, prepared }: Session,
  ): Events {
    const { known } = images;
    const { evidence, dropped } = checkEvidence(parsed.evidence, known, prepared.figures);
    const cited = unknownCitations(parsed.text, known);
    const invented = [...new Set([...inventedImages(parsed.evidence, known), ...cited])];
    const { hasResult: looked } = this.#python;
    const doubt = unbacked(parsed, { evidence, invented, looked });
    const answer = this.#event({
      type: 'answer',
      ...parsed,
      evidence,
      ...(doubt !== undefined && { unbacked: doubt }),
      durationMs: this.#now().getTime() - begun,
      ...(usage && { usage }),
    });
    for (const text of dropped) yield this.#notice(text, 'warning');
    for (const name of cited) yield this.#notice(say.unknownImage(name), 'warning');
    if (answer.type === 'answer') this.#answered = answer;
    yield answer;
  }

  async *#checkGain(signal: AbortSignal): Events {
    const answered = this.#answered;
    if (!answered) throw new RunFailure('modelError', say.NO_GAIN_CHECK.noAnswer);
    if (!this.#model.images) throw new RunFailure('modelError', say.NO_GAIN_CHECK.noEyes);
    const { dialogue } = await this.#open(signal);
    const begun = this.#now().getTime();
    const result = await answerWithoutImages(this.#model, dialogue, answered, signal);
    if (!result) throw new RunFailure('modelError', say.NO_GAIN_CHECK.noImages);
    const durationMs = this.#now().getTime() - begun;
    const event = this.#event({ type: 'gainChecked', ...result, durationMs });
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
