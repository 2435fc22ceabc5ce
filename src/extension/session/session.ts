import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { EventEmitter, l10n, workspace } from 'vscode';
import type {
  Draft,
  PanelEvent,
  PanelProblem,
  PanelRun,
  PanelState,
  Picture,
} from '../../panel/protocol.ts';
import type { Mode } from '../../reasoning/events.ts';
import type { Model, ModelProgress } from '../../reasoning/model.ts';
import { runId } from '../../reasoning/runId.ts';
import type { FigureSource } from '../contracts.ts';
import { defaultMode, runLimits } from '../settings.ts';
import { words } from '../words.ts';
import { FigureTable } from './figureTable.ts';
import { mayCheckGain } from './gain.ts';
import { Keeper } from './keeper.ts';
import type { KeptSession } from './keptSession.ts';
import { LiveRun, NotBegun } from './liveRun.ts';
import { allowedModel } from './allowedModel.ts';
import { lastQuestion } from './lastQuestion.ts';
import type { Asked, SessionParts } from './parts.ts';
import { after, checkingGain, during, IDLE, starting, stopping, type Activity } from './phase.ts';
import { notBegun, unreadable } from './problems.ts';
import { reopen } from './reopen.ts';
import type { ShownFigure } from './shownFigure.ts';
import { suggestionsFor } from './suggestions.ts';
import type { KeptSource } from './table.ts';

/** What a page cannot know by itself, filled in by who shows the session. */
type OwnState = Omit<PanelState, 'surface' | 'gallery'>;

/** One panel's worth of work: figures on the table, a draft, and once a question was asked, a run. */
export class Session {
  readonly id: string;
  readonly #parts: SessionParts;
  readonly #table: FigureTable;
  #events: PanelEvent[] = [];
  #activity: Activity = IDLE;
  #draft: Draft = { question: '' };
  #mode: Mode = defaultMode();
  #problem: PanelProblem | undefined;
  #run: Omit<PanelRun, 'canContinue' | 'canCheckGain'> | undefined;
  #live: LiveRun | undefined;
  #lastAsked: Asked | undefined;
  #stop: AbortController | undefined;
  readonly #keeper: Keeper;

  readonly #changed = new EventEmitter<void>();
  /** Something of `state` has changed. */
  readonly onDidChange = this.#changed.event;
  readonly #added = new EventEmitter<{ readonly from: number; readonly event: PanelEvent }>();
  readonly onDidAddEvent = this.#added.event;
  readonly #began = new EventEmitter<void>();
  /** A question or a cell begins to work. */
  readonly onDidBegin = this.#began.event;
  readonly #ended = new EventEmitter<void>();
  /** The work has ended, well or not; what it gave is on the disk. */
  readonly onDidEnd = this.#ended.event;

  constructor(parts: SessionParts, id: string = randomUUID()) {
    this.#parts = parts;
    this.#table = new FigureTable(parts.files, parts.sandboxes);
    this.id = id;
    this.#keeper = new Keeper(() => parts.kept.set(id, this.#toKeep()));
  }

  get busy(): boolean {
    return this.#stop !== undefined;
  }

  get activity(): Activity {
    return this.#activity;
  }

  /** Name of the run, once a question was asked. */
  get run(): string | undefined {
    return this.#run?.id;
  }

  get isEmpty(): boolean {
    return this.#table.size === 0 && this.#run === undefined;
  }

  get events(): readonly PanelEvent[] {
    return this.#events;
  }

  get state(): OwnState {
    const trusted = workspace.isTrusted;
    const { models } = this.#parts;
    return {
      session: this.id,
      trusted,
      phase: this.#activity.phase,
      activity: this.#activity.words,
      figures: this.#table.views(trusted),
      figuresFixed: this.#run !== undefined,
      models: models.list(),
      model: models.current.id,
      mode: this.#mode,
      draft: this.#draft,
      suggestions: this.#run ? [] : suggestionsFor(this.#table.size),
      ...(this.#run && {
        run: {
          ...this.#run,
          canContinue: this.#run.whyNot === undefined,
          canCheckGain: this.#run.whyNot === undefined && this.#mayCheckGain(),
        },
      }),
      ...(this.#problem && { problem: this.#problem }),
    };
  }

  /** Where the figures on the table come from. */
  get sources(): readonly KeptSource[] {
    return this.#table.sources;
  }

  /** Says that something outside of the session has changed: trust, the models. */
  refresh(): void {
    this.#changed.fire();
  }

  /** @throws Error when there is no figure of this id */
  figure(id: string): ShownFigure {
    return this.#table.get(id);
  }

  /** An image of the run by the file name that one of its events gives. */
  async runImage(file: string): Promise<Picture> {
    const { imageFiles } = await import('../../runs/codec.ts');
    if (!this.run || !this.#events.some((event) => imageFiles(event).includes(file)))
      throw new Error(l10n.t('This run has no image {0}.', file));
    const bytes = await readFile(join(this.#parts.store.folder(this.run), file));
    return { mime: 'image/png', bytes };
  }

  /** Puts figures on the table. Those that cannot be read are told in `problem`, and come back as sentences; the others stay. */
  async addFigures(sources: readonly FigureSource[]): Promise<readonly string[]> {
    if (this.#run)
      throw new Error(l10n.t('The figures of a run do not change: ask a new question.'));
    const failures = await this.#table.add(sources);
    this.#setProblem(unreadable(failures));
    if (this.#table.size > 0 && workspace.isTrusted) void this.#warm();
    return failures;
  }

  /** Puts figures on the table that were on another one. */
  async addKept(sources: readonly KeptSource[]): Promise<readonly string[]> {
    const failures = await this.#table.addKept(sources);
    this.#setProblem(unreadable(failures));
    return failures;
  }

  removeFigure(id: string): void {
    if (this.#run) return;
    this.#table.remove(id);
    this.#save();
    this.#changed.fire();
  }

  async setPage(id: string, page: number): Promise<void> {
    if (this.#run) return;
    await this.#table.setPage(id, page);
    this.#save();
    this.#changed.fire();
  }

  setMode(mode: Mode): void {
    this.#mode = mode;
    this.#save();
    this.#changed.fire();
  }

  /** What the page tells of its draft. The pages are not told: they know. */
  keepDraft(draft: Draft): void {
    this.#draft = draft;
    this.#save();
  }

  /** Changes the draft from outside the page. */
  setDraft(draft: Partial<Draft>): void {
    this.#draft = { ...this.#draft, ...draft };
    this.#save();
    this.#changed.fire();
  }

  /** Shows words that belong to no question. */
  tell(text: string): void {
    this.#setProblem({ text, actions: [] });
  }

  /**
   * Asks a question; the work goes on after this returns.
   * @throws Error with a sentence for the user when it cannot be asked
   */
  async ask(asked: Asked): Promise<void> {
    const question = asked.question.trim();
    if (question === '') throw new Error(l10n.t('Type a question first.'));
    await this.#start(async (signal) => {
      const model = await this.#allowedModel();
      const { region } = asked;
      const live = this.#liveRun();
      this.#lastAsked = { question, ...(region && { region }) };
      this.#draft = { question: '' };
      const inquiry = { text: question, mode: this.#mode, ...(region && { region }) };
      return live.ask(inquiry, model, signal);
    });
  }

  /** Asks the last question once more. */
  async retry(): Promise<void> {
    const last = this.#lastAsked ?? lastQuestion(this.#events);
    if (!last) throw new Error(l10n.t('Nothing has been asked yet.'));
    await this.ask(last);
  }

  /** Runs a changed cell at its place; the work goes on after this returns. */
  async rerun(turn: number, code: string): Promise<void> {
    if (!this.#run) throw new Error(l10n.t('Nothing has been asked yet.'));
    await this.#start(async (signal) => {
      const { model } = await this.#parts.models.load();
      return this.#liveRun().rerun(turn, code, model, signal);
    });
  }

  /** Asks the last question once more without the images of the cells; the work goes on after this returns. */
  async checkGain(): Promise<void> {
    if (!this.#mayCheckGain())
      throw new Error(
        l10n.t(
          'There is nothing to check: no image of a cell went to the model that is chosen now.',
        ),
      );
    await this.#start(async (signal) => {
      const model = await this.#allowedModel();
      this.#set(checkingGain());
      return this.#liveRun().checkGain(model, signal);
    });
  }

  stop(): void {
    if (!this.#stop) return;
    this.#stop.abort();
    this.#set(stopping());
  }

  /** Gives up Python when nothing works; the next question starts it again. */
  async rest(): Promise<void> {
    if (!this.busy) await this.#live?.rest();
  }

  /** Lets go of everything. A question that is worked on stays without an end in its record, and is found as interrupted. */
  async dispose(): Promise<void> {
    const ended = this.#live?.abandon();
    this.#stop?.abort();
    await this.#keeper.now();
    await ended;
  }

  /** Brings a session back after a reload of the window. */
  async restore(kept: KeptSession): Promise<void> {
    this.#draft = { question: kept.question, ...(kept.region && { region: kept.region }) };
    this.#mode = kept.mode;
    if (kept.run !== undefined) await this.openRun(kept.run, kept.figures);
    else await this.addKept(kept.figures);
  }

  /** Shows a recorded run as it was. @param sources where its figures came from, when that is still known */
  async openRun(run: string, sources: readonly KeptSource[] = []): Promise<void> {
    const { store } = this.#parts;
    const opened = await reopen(store, run, sources);
    this.#events = [...opened.events];
    this.#run = opened.run;
    this.#mode = opened.mode ?? this.#mode;
    this.#table.setRecorded(opened.figures, store.folder(run));
    this.#save();
    this.#changed.fire();
  }

  /** Begins work that goes on after this returns. From here on a second question is refused. */
  async #start(
    prepare: (signal: AbortSignal) => Promise<AsyncIterable<PanelEvent>>,
  ): Promise<void> {
    if (!workspace.isTrusted)
      throw new Error(l10n.t('Nothing runs in a restricted workspace. Trust it to ask questions.'));
    if (this.busy) throw new Error(l10n.t('This run is still at work. Stop it first.'));
    if (this.#table.size === 0) throw new Error(l10n.t('Choose a figure first.'));
    if (this.#run?.whyNot !== undefined) throw new Error(this.#run.whyNot);
    const stop = new AbortController();
    this.#stop = stop;
    this.#problem = undefined;
    this.#set(starting());
    this.#began.fire();
    try {
      void this.#follow(await prepare(stop.signal));
    } catch (error) {
      this.#end();
      throw error;
    }
  }

  #mayCheckGain(): boolean {
    return mayCheckGain(this.#events, this.#parts.models.current);
  }

  /** The chosen model, once figures may go where it runs. */
  #allowedModel(): Promise<Model> {
    const names = this.#table.views(true).map(({ name }) => name);
    return allowedModel(this.#parts, names, (activity) => this.#set(activity));
  }

  #liveRun(): LiveRun {
    if (this.#live) return this.#live;
    const { store, sandboxes, version } = this.#parts;
    const recorded = this.#run !== undefined;
    this.#run ??= { id: runId(), created: new Date().toISOString(), state: 'live', problems: [] };
    const figures = this.#table.read.map(({ figure }) => figure);
    const { id } = this.#run;
    const onProgress = (progress: ModelProgress | undefined) => this.#tellProgress(progress);
    const parts = { id, store, sandboxes, figures, limits: runLimits, version, onProgress };
    this.#live = new LiveRun(parts, recorded);
    return this.#live;
  }

  #end(): void {
    this.#stop = undefined;
    this.#activity = IDLE;
    this.#save(0);
    this.#changed.fire();
    this.#ended.fire();
  }

  async #follow(events: AsyncIterable<PanelEvent>): Promise<void> {
    const { log, sandboxes } = this.#parts;
    try {
      for await (const event of events) this.#take(event);
    } catch (error) {
      const unbegun = error instanceof NotBegun;
      if (!unbegun) log.error(error instanceof Error ? error : String(error));
      if (!unbegun || error.kind !== 'cancelled')
        this.#problem = notBegun(words(error), sandboxes.refusal);
      // The question was not asked after all: it goes back where it was typed.
      if (unbegun && this.#lastAsked) this.#draft = this.#lastAsked;
    }
    if (this.#events.length === 0) await this.#forgetRun();
    this.#end();
  }

  /** A first question that never began leaves no run behind. */
  async #forgetRun(): Promise<void> {
    const [live, run] = [this.#live, this.#run];
    this.#live = undefined;
    this.#run = undefined;
    await live?.rest();
    if (run) await this.#parts.store.delete(run.id);
  }

  #take(event: PanelEvent): void {
    if (this.#run && this.#run.state !== 'live') this.#run = { ...this.#run, state: 'live' };
    const from = this.#events.push(event) - 1;
    this.#added.fire({ from, event });
    const next = after(event);
    if (next && this.#activity.phase !== 'stopping') this.#set(next);
    if (event.type === 'started') this.#save(0);
  }

  #tellProgress(progress: ModelProgress | undefined): void {
    if (this.busy && this.#activity.phase !== 'stopping') this.#set(during(progress));
  }

  #set(activity: Activity): void {
    const { phase, words: text } = this.#activity;
    if (activity.phase === phase && activity.words === text) return;
    this.#activity = activity;
    this.#changed.fire();
  }

  #setProblem(problem: PanelProblem | undefined): void {
    this.#problem = problem;
    this.#save();
    this.#changed.fire();
  }

  async #warm(): Promise<void> {
    try {
      await this.#parts.sandboxes.warm();
    } catch (error) {
      // It shows again, and is told, when a question is asked.
      this.#parts.log.warn(`Python could not be warmed up: ${words(error)}`);
    }
  }

  #save(delay?: number): void {
    this.#keeper.later(delay);
  }

  #toKeep(): Omit<KeptSession, 'at'> {
    const { question, region } = this.#draft;
    return {
      ...(this.#run && { run: this.#run.id }),
      figures: [...this.sources],
      question,
      ...(region && { region }),
      mode: this.#mode,
    };
  }
}
