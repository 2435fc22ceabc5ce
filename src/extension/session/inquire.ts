import { l10n, type Disposable } from 'vscode';
import { timeline } from '../../runs/timeline.ts';
import type { Inquired, OutsideQuestion } from '../contracts.ts';
import type { Session } from './session.ts';

/**
 * Asks a session's question and waits for its end.
 * @throws Error with a sentence for the user when the question could not be begun
 */
export async function inquire(session: Session, asked: OutsideQuestion): Promise<Inquired> {
  const { question, region, mode, signal, onEvent, onActivity } = asked;
  signal.throwIfAborted();
  if (mode) session.setMode(mode);
  const from = session.events.length;
  const stop = () => session.stop();
  signal.addEventListener('abort', stop, { once: true });
  let told = '';
  const listening: Disposable[] = [
    session.onDidAddEvent(({ event }) => onEvent?.(event)),
    session.onDidChange(() => {
      const { words } = session.activity;
      if (words !== '' && words !== told) onActivity?.((told = words));
    }),
  ];
  const ended = new Promise<void>((done) => listening.push(session.onDidEnd(() => done())));
  try {
    await session.ask({ question, ...(region && { region }) });
    await ended;
  } finally {
    for (const one of listening) one.dispose();
    signal.removeEventListener('abort', stop);
  }
  const exchange = timeline(session.events.slice(from)).at(-1);
  if (exchange && session.run !== undefined) return { run: session.run, exchange };
  signal.throwIfAborted();
  throw new Error(session.state.problem?.text ?? l10n.t('The question was stopped.'));
}
