import type { ChatRequest, ChatResult } from 'vscode';
import type { ChatCall } from '../../../../src/extension/chat/thread.ts';
import { CancellationTokenSource, MarkdownString } from '../../../fixtures/vscode.ts';

/** What a participant streamed, in order: each part with its kind. */
export class FakeStream {
  readonly parts: { readonly kind: string; readonly value: unknown }[] = [];
  readonly #add = (kind: string) => (value: unknown) => void this.parts.push({ kind, value });
  readonly markdown = this.#add('markdown');
  readonly progress = this.#add('progress');
  readonly button = this.#add('button');
  readonly anchor = this.#add('anchor');

  of(kind: string): unknown[] {
    return this.parts.filter((part) => part.kind === kind).map(({ value }) => value);
  }

  /** All Markdown together, as text. */
  get text(): string {
    return this.of('markdown')
      .map((value) => (value instanceof MarkdownString ? value.value : String(value)))
      .join('');
  }
}

interface CallParts {
  readonly request?: Partial<ChatRequest>;
  /** Results of earlier answers of this thread. */
  readonly before?: readonly ChatResult[];
  readonly source?: CancellationTokenSource;
}

/** A request as VS Code hands it over, with a stream that keeps what is written to it. */
export function chatCall({ request, before = [], source }: CallParts = {}) {
  const stream = new FakeStream();
  const history = before.flatMap((result) => [{ prompt: 'earlier' }, { response: [], result }]);
  const call = {
    request: { prompt: 'How many?', command: undefined, references: [], ...request },
    context: { history },
    stream,
    token: (source ?? new CancellationTokenSource()).token,
  } as unknown as ChatCall;
  return { call, stream };
}
