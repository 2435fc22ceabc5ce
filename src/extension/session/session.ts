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
import { runId } from '../../reasoning/runId.ts';
import type { SandboxErrorKind } from '../../sandbox/errors.ts';
import type { FigureSource } from '../contracts.ts';
import { defaultMode, runLimits } from '../settings.ts';
import { words } from '../words.ts';
import type { KeptSession } from './keptSession.ts';
import { LiveRun } from './liveRun.ts';
import type { Asked, SessionParts } from './parts.ts';
import { after, IDLE, starting, stopping, type Activity } from './phase.ts';
import { reopen } from './reopen.ts';
import { ShownFigure } from './shownFigure.ts';
import { suggestionsFor } from './suggestions.ts';
import { readKept, readSource, type KeptSource, type TableFigure } from './table.ts';
import { previewOf } from './preview.ts';

/** What a page cannot know by itself, filled in by who shows the session. */
type OwnState = Omit<PanelState, 'surface' | 'gallery'>;

/** One panel's worth of work: figures on the table, a draft, and once a question was asked, a run. */
export class Session {
  readonly id: string;
  readonly #parts: SessionParts;
  #figures: readonly ShownFigure[] = [];
  #events: PanelEvent[] = [];
  #activity: Activity = IDLE;
  #draft: Draft = { question: '' };
  #mode: Mode = defaultMode();
  #problem: PanelProblem | undefined;
  #run: Omit<PanelRun, 'canContinue'> | undefined;
  #live: LiveRun | undefined;
  #lastAsked: Asked | undefined;
  #stop: AbortController | undefined;
  #saveTimer: NodeJS.Timeout | undefined;

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
    this.id = id;
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
    return this.#figures.length === 0 && this.#run === undefined;
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
      figures: this.#figures.map((figure) => figure.view(trusted)),
      figuresFixed: this.#run !== undefined,
      models: models.list(),
      model: models.current.id,
      mode: this.#mode,
      draft: this.#draft,
      suggestions: this.#run ? [] : suggestionsFor(this.#figures.length),
      ...(this.#run && { run: { ...this.#run, canContinue: this.#run.whyNot === undefined } }),
      ...(this.#problem && { problem: this.#problem }),
    };
  }

  /** Says that something outside of the session has changed: trust, the models. */
  refresh(): void {
    this.#changed.fire();
  }

  figure(id: string): ShownFigure {
    const figure = this.#figures.find((one) => one.id === id);
    if (!figure) throw new Error(l10n.t('There is no figure {0} on the table.', id));
    return figure;
  }

  /** An image of the run by the file name that one of its events gives. */
  async runImage(file: string): Promise<Picture> {
    const { imageFiles } = await import('../../runs/codec.ts');
    if (!this.run || !this.#events.some((event) => imageFiles(event).includes(file)))
      throw new Error(l10n.t('This run has no image {0}.', file));
    const bytes = await readFile(join(this.#parts.store.folder(this.run), file));
    return { mime: 'image/png', bytes };
  }

  /** Puts figures on the table. Those that cannot be read are told in `problem`; the others stay. */
  async addFigures(sources: readonly FigureSource[]): Promise<void> {
    if (this.#run)
      throw new Error(l10n.t('The figures of a run do not change: ask a new question.'));
    await this.#read(
      sources.map((source) => (id: string) => readSource(source, id, this.#parts.files)),
    );
    if (this.#figures.length > 0 && workspace.isTrusted) void this.#warm();
  }

  /** Where the figures on the table come from. */
  get sources(): readonly KeptSource[] {
    return this.#figures.flatMap(({ on }) => (on ? [on.source] : []));
  }

  /** Puts figures on the table that were on another one. */
  async addKept(sources: readonly KeptSource[]): Promise<void> {
    await this.#read(sources.map((source) => (id: string) => readKept(source, id)));
  }

  removeFigure(id: string): void {
    const left = this.#figures.filter((figure) => figure.id !== id);
    this.#figures = [];
    this.#place(left.flatMap(({ on }) => (on ? [on] : [])));
  }

  async setPage(id: string, page: number): Promise<void> {
    const { on } = this.figure(id);
    if (!on || this.#run) return;
    const turned = await readKept({ ...on.source, page }, id);
    this.#figures = this.#figures.map((one) => (one.id === id ? this.#shown(turned) : one));
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

  setProblem(problem: PanelProblem | undefined): void {
    this.#problem = problem;
    this.#changed.fire();
  }

  /**
   * Asks a question; the work goes on after this returns.
   * @throws Error with a sentence for the user when it cannot be asked
   */
  async ask(asked: Omit<Asked, 'model'>): Promise<void> {
    const question = asked.question.trim();
    if (question === '') throw new Error(l10n.t('Type a question first.'));
    this.#checkReady();
    // From here on a second question is refused.
    const stop = this.#begin();
    try {
      const { model, host } = await this.#parts.models.load();
      if (host !== undefined && !(await this.#mayLeave(host))) return this.#end();
      const live = this.#liveRun();
      this.#lastAsked = { ...asked, question };
      this.#draft = { question: '' };
      const { region } = asked;
      const inquiry = { text: question, mode: this.#mode, ...(region && { region }) };
      void this.#follow(live.ask(inquiry, model, stop.signal));
    } catch (error) {
      this.#end();
      throw error;
    }
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
    this.#checkReady();
    const stop = this.#begin();
    try {
      const { model } = await this.#parts.models.load();
      void this.#follow(this.#liveRun().rerun(turn, code, model, stop.signal));
    } catch (error) {
      this.#end();
      throw error;
    }
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
    clearTimeout(this.#saveTimer);
    await ended;
  }

  /** Brings a session back after a reload of the window. */
  async restore(kept: KeptSession): Promise<void> {
    this.#draft = { question: kept.question, ...(kept.region && { region: kept.region }) };
    this.#mode = kept.mode;
    if (kept.run !== undefined) await this.openRun(kept.run, kept.figures);
    else await this.addKept(kept.figures);
  }

  /** Shows a recorded run as it was. */
  async openRun(run: string, sources: readonly KeptSource[] = []): Promise<void> {
    const { store } = this.#parts;
    const opened = await reopen(store, run, sources);
    this.#events = [...opened.events];
    this.#run = opened.run;
    this.#mode = opened.mode ?? this.#mode;
    this.#figures = opened.figures.map(
      ({ recorded, on }) =>
        new ShownFigure(recorded.id, on, { figure: recorded, folder: store.folder(run) }, (one) =>
          this.#preview(one),
        ),
    );
    this.#save();
    this.#changed.fire();
  }

  #checkReady(): void {
    if (!workspace.isTrusted)
      throw new Error(l10n.t('Nothing runs in a restricted workspace. Trust it to ask questions.'));
    if (this.busy) throw new Error(l10n.t('This run is still at work. Stop it first.'));
    if (this.#figures.length === 0) throw new Error(l10n.t('Choose a figure first.'));
    if (this.#run?.whyNot !== undefined) throw new Error(this.#run.whyNot);
  }

  async #mayLeave(host: string): Promise<boolean> {
    return this.#parts.consent(
      host,
      this.#figures.map((figure) => figure.view(true).name),
    );
  }

  #liveRun(): LiveRun {
    if (this.#live) return this.#live;
    const { store, sandboxes, version } = this.#parts;
    const recorded = this.#run !== undefined;
    this.#run ??= { id: runId(), created: new Date().toISOString(), state: 'live', problems: [] };
    this.#live = new LiveRun(
      {
        id: this.#run.id,
        store,
        sandboxes,
        figures: this.#figures.flatMap(({ on }) => (on ? [on.figure] : [])),
        limits: runLimits,
        version,
      },
      recorded,
    );
    return this.#live;
  }

  #begin(): AbortController {
    this.#stop = new AbortController();
    this.#problem = undefined;
    this.#set(starting());
    this.#began.fire();
    return this.#stop;
  }

  #end(): void {
    this.#stop = undefined;
    this.#activity = IDLE;
    this.#save(0);
    this.#changed.fire();
    this.#ended.fire();
  }

  async #follow(events: AsyncIterable<PanelEvent>): Promise<void> {
    const { log, store } = this.#parts;
    try {
      for await (const event of events) this.#take(event);
    } catch (error) {
      log.error(error instanceof Error ? (error.stack ?? error.message) : String(error));
      this.#problem = {
        text: words(error),
        actions: [{ id: 'retry', label: l10n.t('Try Again') }],
      };
    }
    // A question that never began (Python did not start, the figure cannot be decoded) leaves no run behind.
    if (this.#run && !this.#events.some(({ type }) => type === 'started')) {
      await this.#live?.rest();
      await store.delete(this.#run.id);
      this.#live = undefined;
      this.#run = undefined;
      this.#events = [];
      if (this.#lastAsked) this.#draft = { question: this.#lastAsked.question };
    }
    this.#end();
  }

  #take(event: PanelEvent): void {
    if (this.#run && this.#run.state !== 'live') this.#run = { ...this.#run, state: 'live' };
    const from = this.#events.push(event) - 1;
    if (event.type === 'failed' && !this.#events.some(({ type }) => type === 'started'))
      this.#problem = notBegun(event.message, this.#parts.sandboxes.refusal);
    this.#added.fire({ from, event });
    const next = after(event);
    if (next && this.#activity.phase !== 'stopping') this.#set(next);
    if (event.type === 'started') this.#save(0);
  }

  #set(activity: Activity): void {
    const { phase, words: text } = this.#activity;
    if (activity.phase === phase && activity.words === text) return;
    this.#activity = activity;
    this.#changed.fire();
  }

  async #read(reads: readonly ((id: string) => Promise<TableFigure>)[]): Promise<void> {
    const failures: string[] = [];
    const read: TableFigure[] = [];
    for (const one of reads) {
      try {
        read.push(await one(`image_${this.#figures.length + read.length + 1}`));
      } catch (error) {
        failures.push(words(error));
      }
    }
    this.#problem =
      failures.length === 0
        ? undefined
        : {
            text: failures.join('\n'),
            actions: [{ id: 'pickFigures', label: l10n.t('Choose Another Figure…') }],
          };
    this.#place([...this.#figures.flatMap(({ on }) => (on ? [on] : [])), ...read]);
  }

  /** Numbers the figures anew: the first is `image_1`. */
  #place(figures: readonly TableFigure[]): void {
    this.#figures = figures.map((on, index) =>
      this.#shown({ ...on, figure: { ...on.figure, id: `image_${index + 1}` } }),
    );
    this.#save();
    this.#changed.fire();
  }

  #shown(on: TableFigure): ShownFigure {
    return new ShownFigure(on.figure.id, on, undefined, (one) => this.#preview(one));
  }

  #preview(on: TableFigure): Promise<Picture> {
    if (!workspace.isTrusted)
      throw new Error(l10n.t('This kind of file can be shown once the workspace is trusted.'));
    return previewOf(on.figure, this.#parts.sandboxes);
  }

  async #warm(): Promise<void> {
    try {
      await this.#parts.sandboxes.warm();
    } catch (error) {
      // It shows again, and is told, when a question is asked.
      this.#parts.log.warn(`Python could not be warmed up: ${words(error)}`);
    }
  }

  #save(delay = 400): void {
    clearTimeout(this.#saveTimer);
    this.#saveTimer = setTimeout(() => void this.#write(), delay);
  }

  async #write(): Promise<void> {
    const { question, region } = this.#draft;
    await this.#parts.kept.set(this.id, {
      ...(this.#run && { run: this.#run.id }),
      figures: [...this.sources],
      question,
      ...(region && { region }),
      mode: this.#mode,
    });
  }
}

/** A question that never began, with what can be done about it. */
function notBegun(text: string, refusal: SandboxErrorKind | undefined): PanelProblem {
  const retry = { id: 'retry', label: l10n.t('Try Again') };
  if (refusal !== 'NotIsolated' && refusal !== 'NoRuntime') return { text, actions: [retry] };
  const settings = { id: 'settings', label: l10n.t('Choose Node in the Settings…') };
  const allow = { id: 'allowReduced', label: l10n.t('Allow the Reduced Sandbox…') };
  return {
    text,
    actions: refusal === 'NotIsolated' ? [settings, allow, retry] : [settings, retry],
  };
}

function lastQuestion(events: readonly PanelEvent[]): Asked | undefined {
  const started = events.findLast((event) => event.type === 'started');
  if (!started) return undefined;
  const { question, region, regionFigure = 'image_1' } = started;
  return { question, ...(region && { region: { figure: regionFigure, box: region } }) };
}
