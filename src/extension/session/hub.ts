import { Disposable, EventEmitter, type Event } from 'vscode';
import { words } from '../words.ts';
import type { KeptSessions } from './keptSession.ts';
import type { SessionParts } from './parts.ts';
import { Session } from './session.ts';

/** All sessions of this window, by id. Those that nobody shows and that have nothing to do are let go. */
export class SessionHub {
  readonly #parts: SessionParts;
  readonly #sessions = new Map<string, { session: Session; listening: Disposable }>();
  readonly #held = new Set<Session>();
  readonly #changed = new EventEmitter<Session>();
  /** A session's activity or run has changed. */
  readonly onDidChange: Event<Session> = this.#changed.event;
  readonly #recorded = new EventEmitter<void>();
  /** A question was begun or has ended. */
  readonly onDidRecord: Event<void> = this.#recorded.event;

  constructor(
    parts: SessionParts,
    private readonly isShown: (session: Session) => boolean,
  ) {
    this.#parts = parts;
  }

  /** A new session without figures. */
  create(): Session {
    return this.#add(new Session(this.#parts));
  }

  /** The session of this id, brought back when it is not there any more; else a new one. */
  async get(id: string | undefined): Promise<Session> {
    const open = id === undefined ? undefined : this.#sessions.get(id);
    if (open) return open.session;
    const kept = id === undefined ? undefined : this.#kept.get(id);
    if (id === undefined || !kept) return this.create();
    const session = this.#add(new Session(this.#parts, id));
    try {
      await session.restore(kept);
    } catch (error) {
      // The run was deleted meanwhile, or its record is damaged: said, and the panel is usable.
      session.tell(words(error));
    }
    return session;
  }

  /** The session that shows a run; opened from the history when none does. @throws RunStoreError */
  async ofRun(run: string): Promise<Session> {
    for (const { session } of this.#sessions.values()) if (session.run === run) return session;
    const session = this.#add(new Session(this.#parts));
    try {
      await session.openRun(run);
      return session;
    } catch (error) {
      await this.#drop(session);
      throw error;
    }
  }

  /** Keeps a session that nobody shows until the function that comes back is called. */
  hold(session: Session): () => void {
    this.#held.add(session);
    return () => {
      this.#held.delete(session);
      this.prune();
    };
  }

  isBusy(run: string): boolean {
    return this.#all().some((session) => session.run === run && session.busy);
  }

  /** Gives up every Python that nothing works with. */
  async rest(except?: Session): Promise<void> {
    await Promise.all(
      this.#all().map((session) => (session === except ? undefined : session.rest())),
    );
  }

  /** Trust, models or settings have changed. */
  refresh(): void {
    for (const session of this.#all()) session.refresh();
  }

  /** Lets sessions go that are not shown and not at work. */
  prune(): void {
    for (const session of this.#all())
      if (!session.busy && !this.isShown(session) && !this.#held.has(session))
        void this.#drop(session);
  }

  /** Ends all sessions; what they have not kept yet is written first. */
  async dispose(): Promise<void> {
    await Promise.all(this.#all().map((session) => this.#drop(session)));
  }

  get #kept(): KeptSessions {
    return this.#parts.kept;
  }

  #all(): Session[] {
    return [...this.#sessions.values()].map(({ session }) => session);
  }

  #add(session: Session): Session {
    const listening = Disposable.from(
      session.onDidChange(() => this.#changed.fire(session)),
      session.onDidBegin(() => {
        // One Python at a time is enough memory; the others start again from their record.
        void this.rest(session);
        this.#recorded.fire();
      }),
      session.onDidEnd(() => {
        this.#recorded.fire();
        this.prune();
      }),
    );
    this.#sessions.set(session.id, { session, listening });
    return session;
  }

  async #drop(session: Session): Promise<void> {
    const entry = this.#sessions.get(session.id);
    this.#sessions.delete(session.id);
    entry?.listening.dispose();
    try {
      await session.dispose();
    } catch (error) {
      this.#parts.log.warn(`A session could not be ended: ${words(error)}`);
    }
  }
}
