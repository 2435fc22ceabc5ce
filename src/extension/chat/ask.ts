import { basename } from 'node:path';
import { l10n, Uri, type ChatResponseStream, type ChatResult } from 'vscode';
import type { StoredEvent } from '../../runs/storedEvents.ts';
import type { Exchange } from '../../runs/timeline.ts';
import type { Sessions } from '../contracts.ts';
import { HISTORY_COMMAND } from '../history/ids.ts';
import { suggestionsFor } from '../session/suggestions.ts';
import type { ChatQuestion } from './about.ts';
import { answerMarkdown } from './answer.ts';
import { failure } from './failure.ts';
import type { AskedInChat } from './metadata.ts';
import { progressOf } from './progress.ts';
import { fromModel } from './safeMarkdown.ts';
import type { ChatCall } from './thread.ts';

/** Asks Figscope's model and streams what it does; the run is shown in the panel and kept in the history. */
export async function ask(
  sessions: Sessions,
  { stream }: ChatCall,
  { about, prompt, before }: ChatQuestion,
  signal: AbortSignal,
): Promise<ChatResult> {
  const question = prompt === '' ? (suggestionsFor(1)[0] ?? '') : prompt;
  const { run, exchange } = await sessions.inquire(about, {
    question,
    show: true,
    signal,
    ...progressOf(stream),
  });
  const { answer, failed } = exchange;
  if (answer) {
    stream.markdown(fromModel(answerMarkdown(exchange)));
    anchors(stream, exchange.started);
  }
  stream.button({
    command: HISTORY_COMMAND.openRun,
    title: l10n.t('Open in Figscope'),
    arguments: [run],
  });
  const asked: AskedInChat = { run, questions: [...(before?.questions ?? []), question] };
  return {
    metadata: { ...asked },
    ...(failed && failed.kind !== 'cancelled' && failure(failed.message)),
  };
}

/** Links to the figures that have a file of their own; a pasted picture has none that means anything to a person. */
function anchors(stream: ChatResponseStream, { figures }: Exchange<StoredEvent>['started']): void {
  for (const { path, name } of figures)
    if (path !== undefined && basename(path) === name) {
      stream.markdown('\n\n');
      stream.anchor(Uri.file(path), name);
    }
}
