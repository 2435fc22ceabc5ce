import { chat, Uri, type Disposable } from 'vscode';
import type { Services } from '../services.ts';
import { followups } from './followups.ts';
import { PARTICIPANT } from './ids.ts';

/** `@figscope` in the chat. What works is read at the first question. */
export function registerChat(services: Services): Disposable[] {
  const participant = chat.createChatParticipant(
    PARTICIPANT,
    async (request, context, stream, token) =>
      (await import('./work.ts')).answerChat(services, { request, context, stream, token }),
  );
  const icon = (name: string) => Uri.joinPath(services.context.extensionUri, 'media', name);
  participant.iconPath = { light: icon('tab-light.svg'), dark: icon('tab-dark.svg') };
  participant.followupProvider = { provideFollowups: followups };
  return [participant];
}
