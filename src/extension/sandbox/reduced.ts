import { l10n, window, type Memento } from 'vscode';

const KEY = 'allowReducedSandbox';

/** Has the user allowed the reduced sandbox on this machine? */
export function reducedSandboxAllowed(state: Memento): boolean {
  return state.get<boolean>(KEY) === true;
}

/** Asks whether code may run with layers of isolation missing, and remembers a yes for this machine. */
export async function allowReducedSandbox(state: Memento, why: string): Promise<boolean> {
  const allow = l10n.t('Allow on This Machine');
  const answer = await window.showWarningMessage(
    l10n.t('Run code in a reduced sandbox?'),
    {
      modal: true,
      detail: l10n.t(
        '{0}\n\nCode that a model writes would run without these layers. Each run will say so. “Figscope: Forget Permissions” takes it back.',
        why,
      ),
    },
    allow,
  );
  if (answer !== allow) return false;
  await state.update(KEY, true);
  return true;
}

/** Takes it back. */
export async function forgetReducedSandbox(state: Memento): Promise<void> {
  await state.update(KEY, undefined);
}
