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
  #say: ((activity: string) => void) | undefined;

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
    this.#say?.(this.sessions.current.activity);
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
    void window.withProgress(options, async (progress, token) => {
      const cancelling = token.onCancellationRequested(() => this.sessions.stop());
      this.#say = (message) => progress.report({ message });
      this.#say(this.sessions.current.activity);
      await new Promise<void>((resolve) => {
        this.#end = resolve;
      });
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
