import { FigureError } from '../figures/errors.ts';
import type { Figure } from '../figures/figure.ts';
import type { ImageConvention } from '../reasoning/profiles/profile.ts';
import type {
  CellLimits,
  Observation,
  PreparedFigure,
  Sandbox,
  SandboxStart,
  SandboxStartOptions,
  ShownImage,
} from '../reasoning/sandbox.ts';
import { runCell, shownImage } from './cellRun.ts';
import type { SandboxOptions } from './options.ts';
import { SandboxPool } from './pool.ts';
import { loadReply, type LoadReply } from './protocol.ts';
import type { StartedProcess } from './start.ts';

const LOAD_TIMEOUT_MS = 60_000;

/** The Python of one run: a process of its own, replaced when a limit or a crash has ended it. */
export class PooledSandbox implements Sandbox {
  readonly #pool: SandboxPool;
  readonly #ownsPool: boolean;
  #figures: readonly Figure[] = [];
  #maxPreviewPixels = 1;
  #convention: ImageConvention = 'figkit';
  /** What cells showed, where the convention has it as variables: a process that takes the place of another needs it. */
  #shown: readonly ShownImage[] = [];
  #current: StartedProcess | undefined;
  /** The replacement on its way, after the process was ended. */
  #next: Promise<StartedProcess> | undefined;
  #lost = '';
  #disposed = false;

  constructor(pool: SandboxPool, ownsPool: boolean) {
    this.#pool = pool;
    this.#ownsPool = ownsPool;
  }

  /** Process id of the current process; for tests and diagnosis. */
  get pid(): number | undefined {
    return this.#current?.process.pid;
  }

  /** Throws `SandboxError` when there is no sandbox to be had, `FigureError` when a figure cannot be decoded. */
  async start(
    figures: readonly Figure[],
    { maxPreviewPixels, convention = 'figkit' }: SandboxStartOptions,
  ): Promise<SandboxStart> {
    this.#figures = figures;
    this.#maxPreviewPixels = maxPreviewPixels;
    this.#convention = convention;
    this.#shown = [];
    const started = await this.#pool.take();
    this.#current = started;
    let prepared: PreparedFigure[];
    try {
      prepared = await this.#load(started);
    } catch (error) {
      await started.process.kill();
      throw error;
    }
    return {
      figures: prepared,
      packages: started.packages,
      isolation: started.isolation,
      notices: started.notices,
    };
  }

  async run(code: string, limits: CellLimits, signal: AbortSignal): Promise<Observation> {
    if (this.#disposed) throw new Error('The sandbox was disposed.');
    signal.throwIfAborted();
    const { process } = await this.#alive();
    const lost = this.#lost;
    this.#lost = '';
    try {
      const seen = await runCell(process, code, limits, signal);
      if (this.#convention === 'clue') this.#shown = [...this.#shown, ...seen.images];
      if (seen.stateLost) this.#replace(lostBecause(seen.error?.message ?? 'It ended.'));
      return lost
        ? { ...seen, stateLost: true, notes: [lost, ...seen.notes] }
        : { ...seen, stateLost: false };
    } catch (error) {
      if (process.isEnded || signal.aborted)
        this.#replace(lostBecause('The cell before was cancelled.'));
      throw error;
    }
  }

  async restart(): Promise<void> {
    if (this.#disposed) throw new Error('The sandbox was disposed.');
    await this.#current?.process.kill();
    // One that is on its way already may know images that cells have shown.
    const next = this.#shown.length > 0 ? undefined : this.#next;
    if (!next) {
      void this.#next?.then(({ process }) => process.kill()).catch(() => undefined);
      this.#shown = [];
      this.#replace('');
    }
    this.#lost = '';
    await this.#alive();
  }

  async dispose(): Promise<void> {
    if (this.#disposed) return;
    this.#disposed = true;
    await this.#current?.process.kill();
    if (this.#ownsPool) await this.#pool.dispose();
    const next = await this.#next?.catch(() => undefined);
    await next?.process.kill();
  }

  /** The current process, or the one that takes its place. */
  async #alive(): Promise<StartedProcess> {
    if (!this.#current) throw new Error('The sandbox was not started.');
    if (this.#current.process.isEnded && !this.#next)
      this.#replace(lostBecause(`The process was gone (${await this.#current.process.ended}).`));
    if (this.#next) {
      const next = this.#next;
      this.#next = undefined;
      this.#current = await next;
    }
    return this.#current;
  }

  #replace(lost: string): void {
    this.#lost = lost;
    this.#next = this.#pool.take().then(async (started) => {
      await this.#load(started);
      return started;
    });
    // The failure is shown by the next call that needs the process.
    this.#next.catch(() => undefined);
  }

  async #load({ process }: StartedProcess): Promise<PreparedFigure[]> {
    const reply = await process.channel.request(
      'load',
      {
        figures: this.#figures.map(
          ({ id, name, bytes, format, page, orientation, channels, pixelSize }) => ({
            id,
            name,
            bytes,
            format,
            page,
            orientation,
            channels,
            ...(pixelSize ? { pixelSize } : {}),
          }),
        ),
        maxPreviewPixels: this.#maxPreviewPixels,
        convention: this.#convention,
        shown: this.#shown.map(({ png, frame }) => ({ png, ...(frame ? { frame } : {}) })),
      },
      { check: (value) => loadReply.parse(value), timeoutMs: LOAD_TIMEOUT_MS },
    );
    if (reply.unreadable) throw this.#unreadable(reply.unreadable);
    return reply.figures.map(({ preview, ...figure }) => ({
      ...figure,
      preview: shownImage(preview),
    }));
  }

  #unreadable({ id, message }: NonNullable<LoadReply['unreadable']>): FigureError {
    const figure = this.#figures.find((one) => one.id === id);
    const name = figure?.name ?? id;
    return new FigureError(
      `${name} cannot be decoded: ${message}. Save it again as an 8- or 16-bit PNG or TIFF.`,
      figure?.path,
    );
  }
}

function lostBecause(reason: string): string {
  return `${reason} Python was started afresh: the figures are loaded again, variables of earlier cells are gone.`;
}

export interface CreateSandboxOptions extends SandboxOptions {
  /** Take processes from this pool; else the sandbox starts its own. */
  readonly pool?: SandboxPool;
}

/** A sandbox for one run. */
export function createSandbox(options: CreateSandboxOptions = {}): PooledSandbox {
  const { pool, ...rest } = options;
  return new PooledSandbox(pool ?? new SandboxPool(rest, 0), pool === undefined);
}
