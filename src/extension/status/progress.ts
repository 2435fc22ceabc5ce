import { l10n, ProgressLocation, window, workspace, type Disposable } from 'vscode';
import type { Sessions } from '../contracts.ts';
import { SETTING } from '../settingKeys.ts';

/** What is over sooner needs no notification. */
const PATIENCE_MS = 1000;

/** Shows a notification with Cancel while a question is worked on and the panel is not on the screen. */
export class HiddenProgress implements Disposable {
  readonly #listening: Disposable;
  #later: NodeJS.Timeout | undefined;
  /** Takes the notification away; undefined when there is none. */
  #end: (() => void) | undefined;
  #say: (() => void) | undefined;

  constructor(
    private readonly sessions: Pick<Sessions, 'current' | 'isVisible' | 'onDidChange' | 'stop'>,
  ) {
    this.#listening = sessions.onDidChange(() => this.#update());
  }

  dispose(): void {
    this.#listening.dispose();
    this.#hide();
  }

  #update(): void {
    if (!this.#isWanted()) return this.#hide();
    this.#say?.();
    if (!this.#end) this.#later ??= setTimeout(() => this.#show(), PATIENCE_MS);
  }

  #isWanted(): boolean {
    const { phase } = this.sessions.current;
    if (phase === 'idle' || phase === 'stopping' || this.sessions.isVisible) return false;
    return workspace.getConfiguration().get<unknown>(SETTING.progress) !== false;
  }

  #show(): void {
    this.#later = undefined;
    if (!this.#isWanted()) return;
    const options = {
      location: ProgressLocation.Notification,
      title: l10n.t('Figscope'),
      cancellable: true,
    };
    // The editor starts the task some time after the call: by then the work may be over.
    const over = new Promise<void>((resolve) => {
      this.#end = resolve;
    });
    void window.withProgress(options, async (progress, token) => {
      const cancelling = token.onCancellationRequested(() => this.sessions.stop());
      const say = () => progress.report({ message: this.sessions.current.activity });
      say();
      this.#say = say;
      await over;
      if (this.#say === say) this.#say = undefined;
      cancelling.dispose();
    });
  }

  #hide(): void {
    clearTimeout(this.#later);
    this.#later = undefined;
    this.#end?.();
    this.#end = undefined;
    this.#say = undefined;
  }
}
