import { l10n } from 'vscode';
import type { PanelProblem } from '../../panel/protocol.ts';
import type { SandboxErrorKind } from '../../sandbox/errors.ts';

/** A question that never began, with what can be done about it. */
export function notBegun(text: string, refusal: SandboxErrorKind | undefined): PanelProblem {
  const retry = { id: 'retry', label: l10n.t('Try Again') };
  if (refusal !== 'NotIsolated' && refusal !== 'NoRuntime') return { text, actions: [retry] };
  const settings = { id: 'settings', label: l10n.t('Choose Node in the Settings…') };
  const allow = { id: 'allowReduced', label: l10n.t('Allow the Reduced Sandbox…') };
  return {
    text,
    actions: refusal === 'NotIsolated' ? [settings, allow, retry] : [settings, retry],
  };
}

/** Figures that could not be put on the table; undefined when all could. */
export function unreadable(failures: readonly string[]): PanelProblem | undefined {
  if (failures.length === 0) return undefined;
  return {
    text: failures.join('\n'),
    actions: [{ id: 'pickFigures', label: l10n.t('Choose Another Figure…') }],
  };
}
