import type { LanguageModelChat } from 'vscode';

/** What a scripted chat model got. */
export interface SentRequest {
  readonly messages: readonly { readonly role: number; readonly content: readonly unknown[] }[];
  readonly options: {
    readonly justification?: string;
    readonly tools?: readonly { readonly name: string; readonly inputSchema?: object }[];
  };
  readonly token: { readonly isCancellationRequested: boolean };
}

/** A language model of VS Code that streams these parts; an `Error` among them is thrown there. */
export class FakeChat {
  readonly vendor = 'copilot';
  readonly name = 'GPT';
  readonly sent: SentRequest[] = [];
  /** Thrown by the request itself. */
  refusal: Error | undefined;
  /** Waited for before each part. */
  pause = (): Promise<void> => Promise.resolve();

  constructor(
    readonly parts: readonly unknown[] = [],
    readonly id = 'gpt',
  ) {}

  sendRequest(
    messages: SentRequest['messages'],
    options: SentRequest['options'],
    token: SentRequest['token'],
  ): Promise<{ stream: AsyncIterable<unknown> }> {
    this.sent.push({ messages, options, token });
    if (this.refusal) return Promise.reject(this.refusal);
    const { parts } = this;
    const pause = () => this.pause();
    async function* stream() {
      for (const part of parts) {
        await pause();
        if (part instanceof Error) throw part;
        yield part;
      }
    }
    return Promise.resolve({ stream: stream() });
  }

  get asVscode(): LanguageModelChat {
    return this as unknown as LanguageModelChat;
  }
}
