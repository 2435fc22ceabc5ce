import type { CancellationToken, ChatContext, ChatRequest, ChatResponseStream } from 'vscode';

/** One request to the participant, as VS Code hands it over. */
export interface ChatCall {
  readonly request: ChatRequest;
  readonly context: ChatContext;
  readonly stream: ChatResponseStream;
  readonly token: CancellationToken;
}
