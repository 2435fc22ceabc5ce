import type { AnswerEvent, Mode, RunEvent } from '../events.ts';
import type { RunLimits } from '../limits.ts';
import type { Model, Usage } from '../model.ts';
import { parseAnswer, type ParsedAnswer } from '../reader/answer.ts';
import { readRoute, withoutRoute } from '../reader/route.ts';
import { repairCode } from '../repair/repair.ts';
import type { Observation } from '../sandbox.ts';
import { unbacked } from './backing.ts';
import { checkEvidence, inventedImages, unknownCitations } from './evidence.ts';
import { RunFailure } from './failure.ts';
import { forModel } from './forModel.ts';
import type { Interpreter } from './interpreter.ts';
import type { OnProgress } from './question.ts';
import { MAX_REPEATS, RepeatWatch } from './repeats.ts';
import type { Session } from './session.ts';
import { takeReply, type Taken } from './takeReply.ts';
import type { Teller } from './teller.ts';
import * as say from './wording.ts';

type Events<R = void> = AsyncGenerator<RunEvent, R, undefined>;

/** Closes the stream when the consumer of the events stops; nobody reads it. */
const STOPPED: Taken = { outcome: { type: 'nothing', reason: 'stopped' }, thought: '' };

/** What a question is worked on with. */
export interface AskingParts {
  readonly model: Model;
  readonly python: Interpreter;
  readonly limits: RunLimits;
  readonly tell: Teller;
  readonly session: Session;
  readonly mode: Mode;
  readonly signal: AbortSignal;
  /** When it was asked, ms since 1970. */
  readonly begun: number;
  readonly onProgress: OnProgress | undefined;
}

/** One question that the model has been asked, turn by turn until it answers. */
export class Asking {
  readonly #model: Model;
  readonly #python: Interpreter;
  readonly #limits: RunLimits;
  readonly #tell: Teller;
  readonly #session: Session;
  readonly #mode: Mode;
  readonly #signal: AbortSignal;
  readonly #begun: number;
  readonly #onProgress: OnProgress | undefined;
  readonly #repeats = new RepeatWatch();
  /** Turns that are left, the present one included. */
  #left: number;
  /** Has a cell run without error? */
  #looked = false;
  /** Was the last turn of no use, and the model told so? */
  #reminded = false;
  /** Was the model told to look, as it had chosen? */
  #heldToRoute = false;

  constructor(parts: AskingParts) {
    this.#model = parts.model;
    this.#python = parts.python;
    this.#limits = parts.limits;
    this.#tell = parts.tell;
    this.#session = parts.session;
    this.#mode = parts.mode;
    this.#signal = parts.signal;
    this.#begun = parts.begun;
    this.#onProgress = parts.onProgress;
    // An answer after a look takes two turns.
    this.#left = Math.max(parts.limits.turns, parts.mode === 'images' ? 2 : 1);
  }

  get turnsLeft(): number {
    return this.#left;
  }

  /** Takes turns until there is an answer. @throws RunFailure */
  async *turns(): Events<AnswerEvent> {
    for (; this.#left > 0; this.#left -= 1) {
      const answer = yield* this.#takeTurn();
      if (answer) return answer;
    }
    throw new RunFailure('turnLimit', say.turnLimit(this.#limits.turns));
  }

  /** One turn of the model. Returns the answer when it was that. */
  async *#takeTurn(): Events<AnswerEvent | undefined> {
    this.#tell.turn += 1;
    const { profile } = this.#model;
    const reply = yield* this.#reply();
    const { outcome } = reply;
    if (outcome.type === 'answer') {
      const text = profile.routed ? withoutRoute(outcome.text) : outcome.text;
      if (!text) return yield* this.#refuse(say.neither('no answer', profile));
      const parsed = parseAnswer(text);
      const tooSoon = this.#tooSoon(parsed.answered, reply);
      if (tooSoon) return yield* this.#refuse(tooSoon);
      return yield* this.#answer(parsed, reply.usage);
    }
    if (outcome.type === 'nothing')
      return yield* this.#refuse(say.neither(outcome.reason, profile));
    if (this.#mode === 'reasoning') return yield* this.#refuse(say.noCode(profile.tags));
    if (this.#left === 1) {
      this.#session.dialogue.noteForNext('The last cell was not run: the turns were used up.');
      throw new RunFailure('turnLimit', say.turnLimit(this.#limits.turns));
    }
    yield* this.#runCell(outcome.code, reply.usage);
    return undefined;
  }

  /** Why an answer is not taken yet: a look at the figure was asked for, or chosen, and there was none. */
  #tooSoon(answered: boolean, { outcome, thought }: Taken): say.Refusal | undefined {
    if (!answered || this.#looked) return undefined;
    if (this.#mode === 'images') return say.LOOK_FIRST;
    if (this.#mode !== 'auto' || !this.#model.profile.routed || this.#heldToRoute) return undefined;
    const said = outcome.type === 'answer' ? `${thought}\n${outcome.text}` : thought;
    if (readRoute(said) !== 'look') return undefined;
    this.#heldToRoute = true;
    return say.LOOK_AS_CHOSEN;
  }

  async *#reply(): Events<Taken> {
    const parts = takeReply(this.#model, this.#session.dialogue, this.#signal, this.#onProgress);
    try {
      let next = await parts.next();
      for (; !next.done; next = await parts.next()) {
        const { type, text } = next.value;
        if (type === 'notice') yield this.#tell.notice(text, next.value.level);
        else yield this.#tell.event({ type: type === 'retry' ? 'retry' : 'thoughtDelta', text });
      }
      return next.value;
    } finally {
      await parts.return(STOPPED);
    }
  }

  async *#runCell(written: string, usage: Usage | undefined): Events {
    const { dialogue, images, prepared } = this.#session;
    const { earlier } = this.#python;
    const context = { figures: prepared.promptFigures, earlier };
    const { code, repairs } = repairCode(written, context);
    const original = code === written ? {} : { original: written };
    yield this.#tell.event({ type: 'code', code, ...original, repairs, ...(usage && { usage }) });
    let observation: Observation;
    try {
      observation = await this.#python.run(this.#tell.turn, code, this.#signal);
    } catch (error) {
      dialogue.noteForNext('The last cell was stopped before it ended.');
      throw error;
    }
    const { observed, described } = images.addTurn(this.#tell.turn, observation.images);
    const repeat = this.#repeats.note(this.#tell.turn, code, observation);
    const ours = repeat ? [say.repeated(repeat.turn)] : [];
    const notes = [...observation.notes, ...ours];
    yield this.#tell.event({ type: 'observation', ...observation, images: observed, notes });
    this.#looked ||= !observation.error;
    this.#reminded = false;
    dialogue.observe(
      {
        ...forModel(observation, [...repairs, ...notes], this.#limits.stdoutChars),
        turn: this.#tell.turn,
        images: described,
        turnsLeft: this.#left - 1,
      },
      images.known,
    );
    if (repeat && repeat.times >= MAX_REPEATS)
      throw new RunFailure('modelError', say.goesInCircles(this.#model.label, MAX_REPEATS));
    const withheld = say.withheldNotice(this.#tell.turn, described, this.#model.images);
    if (withheld) yield this.#tell.notice(withheld, 'warning');
    for (const note of ours) yield this.#tell.notice(note);
  }

  /** Tells the model once that its turn was of no use; the second time in a row ends the question. */
  async *#refuse(reason: say.Refusal): Events<undefined> {
    if (this.#left === 1) throw new RunFailure('turnLimit', say.turnLimit(this.#limits.turns));
    if (this.#reminded)
      throw new RunFailure('modelError', say.refusedTwice(this.#model.label, reason));
    this.#reminded = true;
    this.#session.dialogue.remind(reason.toModel, this.#left - 1);
    yield this.#tell.notice(`${reason.toUser} The model was asked once more.`);
    return undefined;
  }

  async *#answer(parsed: ParsedAnswer, usage: Usage | undefined): Events<AnswerEvent> {
    const { images, prepared } = this.#session;
    const { known } = images;
    const { evidence, dropped } = checkEvidence(parsed.evidence, known, prepared.figures);
    const cited = unknownCitations(parsed.text, known);
    const invented = [...new Set([...inventedImages(parsed.evidence, known), ...cited])];
    const { hasResult: looked } = this.#python;
    const doubt = unbacked(parsed, { evidence, invented, looked });
    const answer: AnswerEvent = this.#tell.event({
      type: 'answer',
      ...parsed,
      evidence,
      ...(doubt !== undefined && { unbacked: doubt }),
      durationMs: this.#tell.now().getTime() - this.#begun,
      ...(usage && { usage }),
    });
    for (const text of dropped) yield this.#tell.notice(text, 'warning');
    for (const name of cited) yield this.#tell.notice(say.unknownImage(name), 'warning');
    yield answer;
    return answer;
  }
}
