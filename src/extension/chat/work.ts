import { l10n, workspace, type ChatResult } from 'vscode';
import type { Services } from '../services.ts';
import { signalOf } from '../signal.ts';
import { words } from '../words.ts';
import { questionOf, type ChatQuestion } from './about.ts';
import { ask } from './ask.ts';
import { failure } from './failure.ts';
import { CHAT_COMMAND } from './ids.ts';
import { inspect } from './inspect.ts';
import type { ChatCall } from './thread.ts';

/** Answers a request to `@figscope`. What goes wrong is told in the chat. */
export async function answerChat(services: Services, call: ChatCall): Promise<ChatResult> {
  const { signal, end } = signalOf(call.token);
  try {
    if (!workspace.isTrusted)
      throw new Error(l10n.t('Nothing runs in a restricted workspace. Trust it to ask questions.'));
    const { request, context } = call;
    const asked = await questionOf(request, context.history, services.sessions);
    if (!asked) return noFigure(call);
    return await answer(services, call, asked, signal);
  } catch (error) {
    if (signal.aborted) return {};
    services.log.warn(`chat: ${words(error)}`);
    return failure(words(error));
  } finally {
    end();
  }
}

function answer(
  { sessions }: Services,
  call: ChatCall,
  asked: ChatQuestion,
  signal: AbortSignal,
): Promise<ChatResult> {
  return call.request.command === CHAT_COMMAND.inspect
    ? inspect(sessions, call, asked, signal)
    : ask(sessions, call, asked, signal);
}

function noFigure({ stream }: ChatCall): ChatResult {
  stream.markdown(
    l10n.t(
      'Which figure? Attach one with #file or the paper clip, open it in the editor, or put it on Figscope’s table.',
    ),
  );
  stream.button({ command: 'figscope.ask', title: l10n.t('Choose a Figure…') });
  stream.button({ command: 'figscope.openSample', title: l10n.t('Open a Sample…') });
  return {};
}
