import { l10n, window, type Disposable, type ExtensionContext } from 'vscode';
import { handlers } from './handler.ts';
import { forgetReducedSandbox } from './sandbox/reduced.ts';
import type { Services } from './services.ts';

const KEY = 'hostsThatMayGetFigures';

/**
 * Asks before figures leave this machine. A host that the user always allows is remembered for this machine.
 * @returns a function that says whether these figures may go to this host
 */
export function createConsent({
  globalState: state,
}: Pick<ExtensionContext, 'globalState'>): (
  host: string,
  figures: readonly string[],
) => Promise<boolean> {
  return async (host, figures) => {
    const allowed = state.get<readonly string[]>(KEY) ?? [];
    if (allowed.includes(host)) return true;
    const once = l10n.t('Send This Time');
    const always = l10n.t('Always Send to {0}', host);
    const answer = await window.showWarningMessage(
      l10n.t('Send {0} to {1}?', namesOf(figures), host),
      {
        modal: true,
        detail: l10n.t(
          'The model that you chose runs on {0}. It gets the figures, your question, and what the code prints and shows. “Figscope: Forget Permissions” takes a lasting permission back.',
          host,
        ),
      },
      once,
      always,
    );
    if (answer === always) await state.update(KEY, [...allowed, host]);
    return answer === once || answer === always;
  };
}

/** The command that takes back what the user has allowed. */
export function registerConsent(services: Services): Disposable[] {
  const { globalState } = services.context;
  return [
    handlers(services)('figscope.forgetPermissions', async () => {
      await globalState.update(KEY, undefined);
      await forgetReducedSandbox(globalState);
      void window.showInformationMessage(
        l10n.t(
          'Forgotten: no host may get figures, and no reduced sandbox may run, before you allow it again.',
        ),
      );
    }),
  ];
}

/** "nuclei.png and 2 more" */
function namesOf(figures: readonly string[]): string {
  const [first, second, ...others] = figures;
  if (first === undefined) return l10n.t('the figures');
  if (second === undefined) return first;
  if (others.length === 0) return l10n.t('{0} and {1}', first, second);
  return l10n.t('{0} and {1} more', first, figures.length - 1);
}
