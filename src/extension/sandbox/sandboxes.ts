import type { Sandbox } from '../../reasoning/sandbox.ts';
import type { SandboxErrorKind, SandboxOptions, SandboxPool } from '../../sandbox/index.ts';
import { WatchedSandbox } from './watched.ts';

/** How long a session may be at rest before its Python, and the warm spare, are given up. */
const NEVER = 0;

export interface SandboxSettings {
  readonly options: SandboxOptions;
  /** Minutes without use after which no process is kept; 0 keeps them. */
  readonly keepMinutes: number;
}

/**
 * Sandboxes for sessions, from one pool with a warm spare. The pool is made at first use and anew when settings have changed; after
 * some minutes at rest no process is left.
 */
export class Sandboxes {
  #pool: { readonly made: SandboxPool; readonly key: string } | undefined;
  #rest: NodeJS.Timeout | undefined;
  #busy = 0;
  #refusal: SandboxErrorKind | undefined;

  /**
   * @param settings read again for each sandbox
   * @param onRest called when sandboxes that are still held should be given up
   */
  constructor(
    private readonly settings: () => SandboxSettings,
    private readonly onRest: () => Promise<void>,
  ) {}

  /** Starts a process while the user is still typing. */
  async warm(): Promise<void> {
    (await this.#current()).warm();
    this.#restLater();
  }

  /** A sandbox for one session; its owner disposes of it. */
  async create(): Promise<Sandbox> {
    const { createSandbox, SandboxError } = await import('../../sandbox/index.ts');
    const sandbox = createSandbox({ pool: await this.#current() });
    return new WatchedSandbox(sandbox, (error) => {
      this.#refusal = error instanceof SandboxError ? error.kind : undefined;
    });
  }

  /** Why the last sandbox did not start; undefined when it did. */
  get refusal(): SandboxErrorKind | undefined {
    return this.#refusal;
  }

  /** Marks work: nothing is given up before the function that comes back is called. */
  work(): () => void {
    this.#busy += 1;
    clearTimeout(this.#rest);
    let done = false;
    return () => {
      if (done) return;
      done = true;
      this.#busy -= 1;
      this.#restLater();
    };
  }

  async dispose(): Promise<void> {
    clearTimeout(this.#rest);
    const pool = this.#pool;
    this.#pool = undefined;
    await pool?.made.dispose();
  }

  async #current(): Promise<SandboxPool> {
    const { SandboxPool } = await import('../../sandbox/index.ts');
    const { options } = this.settings();
    const key = JSON.stringify(options);
    if (this.#pool && this.#pool.key !== key && this.#busy === 0) await this.dispose();
    this.#pool ??= { made: new SandboxPool(options), key };
    return this.#pool.made;
  }

  #restLater(): void {
    clearTimeout(this.#rest);
    const { keepMinutes } = this.settings();
    if (this.#busy > 0 || keepMinutes === NEVER) return;
    this.#rest = setTimeout(() => void this.#giveUp(), keepMinutes * 60_000);
    this.#rest.unref();
  }

  async #giveUp(): Promise<void> {
    if (this.#busy > 0) return;
    await this.onRest();
    // A question may have been asked meanwhile; its sandbox comes from this pool.
    if (this.#busy === 0) await this.dispose();
  }
}
