import * as z from 'zod';
import type { Memento } from 'vscode';
import type { KeptSource } from './table.ts';

const source = z.object({
  path: z.string(),
  name: z.string(),
  origin: z.string(),
  page: z.number(),
  caption: z.string().exactOptional(),
  from: z.object({ uri: z.string(), cell: z.number().exactOptional() }),
});

const keptSession = z.object({
  /** Name of the run, once a question was asked. */
  run: z.string().exactOptional(),
  figures: z.array(source),
  question: z.string(),
  region: z
    .object({
      figure: z.string(),
      box: z.tuple([z.number(), z.number(), z.number(), z.number()]).readonly(),
    })
    .exactOptional(),
  mode: z.enum(['auto', 'reasoning', 'images']),
  /** When it was written, for leaving out the oldest. */
  at: z.number(),
});

/** What of a session outlives a reload of the window besides its record: figures, and what was typed but not asked. */
export type KeptSession = z.infer<typeof keptSession>;

const KEY = 'sessions';
const VIEW_KEY = 'viewSession';
const MAX_KEPT = 30;

/** Sessions in the workspace's state. */
export class KeptSessions {
  constructor(private readonly state: Memento) {}

  get(id: string): KeptSession | undefined {
    // What an older version wrote in another shape counts as not there.
    const read = keptSession.safeParse(this.#all()[id]);
    return read.success ? read.data : undefined;
  }

  async set(id: string, session: Omit<KeptSession, 'at'>): Promise<void> {
    const all = { ...this.#all(), [id]: { ...session, at: Date.now() } };
    const newest = Object.entries(all)
      .sort(([, a], [, b]) => age(b) - age(a))
      .slice(0, MAX_KEPT);
    await this.state.update(KEY, Object.fromEntries(newest));
  }

  /** The session that the view showed last. */
  get view(): string | undefined {
    return this.state.get<string>(VIEW_KEY);
  }

  async setView(id: string): Promise<void> {
    await this.state.update(VIEW_KEY, id);
  }

  /** Files that kept sessions name. */
  files(): string[] {
    return Object.keys(this.#all()).flatMap(
      (id) => this.get(id)?.figures.map(({ path }: KeptSource) => path) ?? [],
    );
  }

  #all(): Record<string, unknown> {
    return this.state.get<Record<string, unknown>>(KEY) ?? {};
  }
}

function age(session: unknown): number {
  return typeof session === 'object' && session !== null && 'at' in session
    ? Number(session.at)
    : 0;
}
