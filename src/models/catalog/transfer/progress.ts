import type { FileProgress, OnTransfer } from '../types.ts';

/** At most ten times a second. */
const INTERVAL_MS = 100;
/** Rate over the last seconds. */
const WINDOW_MS = 5000;

/** Adds up the progress of files and tells it now and then. */
export class TransferProgress {
  readonly #onProgress: OnTransfer;
  readonly #files = new Map<string, { done: number; total?: number; ended: boolean }>();
  readonly #samples: { readonly at: number; readonly bytes: number }[] = [];
  /** Bytes that came over the wire, or from the folder: what was here already counts as done, not as speed. */
  #moved = 0;
  #told = -Infinity;

  constructor(
    files: readonly { readonly path: string; readonly bytes?: number }[],
    onProgress: OnTransfer,
  ) {
    this.#onProgress = onProgress;
    for (const { path, bytes } of files)
      this.#files.set(path, {
        done: 0,
        ended: false,
        ...(bytes === undefined ? {} : { total: bytes }),
      });
  }

  /** So many bytes of the file are here; `moved`: did they just come? */
  set(
    path: string,
    done: number,
    { moved = false, total }: { moved?: boolean; total?: number } = {},
  ): void {
    const file = this.#files.get(path);
    if (!file) return;
    if (moved) this.#moved += Math.max(0, done - file.done);
    file.done = done;
    if (total !== undefined) file.total = total;
    this.#tell(false);
  }

  end(path: string, bytes: number): void {
    const file = this.#files.get(path);
    if (file) Object.assign(file, { done: bytes, total: bytes, ended: true });
    this.#tell([...this.#files.values()].every(({ ended }) => ended));
  }

  #tell(last: boolean): void {
    const now = performance.now();
    if (!last && now - this.#told < INTERVAL_MS) return;
    this.#told = now;
    const files = [...this.#files];
    const doneBytes = files.reduce((sum, [, { done }]) => sum + done, 0);
    const known = files.every(([, { total }]) => total !== undefined);
    const totalBytes = known ? files.reduce((sum, [, { total = 0 }]) => sum + total, 0) : undefined;
    const rate = this.#rate(now);
    this.#onProgress({
      type: 'progress',
      doneBytes,
      ...(totalBytes === undefined ? {} : { totalBytes }),
      ...(rate === undefined ? {} : { bytesPerSecond: rate }),
      ...(rate && totalBytes !== undefined
        ? { secondsLeft: Math.max(0, Math.round((totalBytes - doneBytes) / rate)) }
        : {}),
      files: files.flatMap(([path, { done, total, ended }]): FileProgress[] =>
        ended || done === 0
          ? []
          : [{ path, doneBytes: done, ...(total === undefined ? {} : { totalBytes: total }) }],
      ),
      filesDone: files.filter(([, { ended }]) => ended).length,
      filesTotal: files.length,
    });
  }

  #rate(now: number): number | undefined {
    this.#samples.push({ at: now, bytes: this.#moved });
    while (this.#samples.length > 2 && now - (this.#samples[0]?.at ?? now) > WINDOW_MS)
      this.#samples.shift();
    const [first] = this.#samples;
    const span = first ? now - first.at : 0;
    // The first moments say nothing.
    if (!first || span < 500) return undefined;
    return Math.round(((this.#moved - first.bytes) / span) * 1000);
  }
}
