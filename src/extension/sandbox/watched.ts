import type { Figure } from '../../figures/figure.ts';
import type { CellLimits, Observation, Sandbox, SandboxStart } from '../../reasoning/sandbox.ts';

/** A sandbox whose start is watched: why it was refused decides what the user is offered. */
export class WatchedSandbox implements Sandbox {
  constructor(
    private readonly sandbox: Sandbox,
    private readonly onStart: (error: unknown) => void,
  ) {}

  async start(
    figures: readonly Figure[],
    options: { maxPreviewPixels: number },
  ): Promise<SandboxStart> {
    try {
      const started = await this.sandbox.start(figures, options);
      this.onStart(undefined);
      return started;
    } catch (error) {
      this.onStart(error);
      throw error;
    }
  }

  run(code: string, limits: CellLimits, signal: AbortSignal): Promise<Observation> {
    return this.sandbox.run(code, limits, signal);
  }

  restart(): Promise<void> {
    return this.sandbox.restart();
  }

  dispose(): Promise<void> {
    return this.sandbox.dispose();
  }
}
