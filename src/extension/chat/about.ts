import {
  l10n,
  Location,
  Uri,
  type ChatContext,
  type ChatPromptReference,
  type ChatRequest,
} from 'vscode';
import { activeFigure } from '../commands/sources.ts';
import type { About, FigureSource, Sessions } from '../contracts.ts';
import { isFigureName } from '../figureTypes.ts';
import { askedIn, type AskedInChat } from './metadata.ts';

/** What a question in the chat is about, and its words with the figures called as in Python. */
export interface ChatQuestion {
  readonly about: About;
  readonly prompt: string;
  /** When it goes on with a run of this thread. */
  readonly before?: AskedInChat;
}

/**
 * Finds what a question is about: the figures that it names or that are attached; else the run that this thread is about; else the
 * figures on the panel's table; else the figure in the tab in front. Undefined when there is none of these.
 */
export async function questionOf(
  request: Pick<ChatRequest, 'prompt' | 'references'>,
  history: ChatContext['history'],
  sessions: Pick<Sessions, 'current'>,
): Promise<ChatQuestion | undefined> {
  const { figures, prompt } = await attached(request);
  if (figures.length > 0) return { about: { figures }, prompt };
  const before = lastAsked(history);
  if (before) return { about: { run: before.run }, prompt, before };
  if (sessions.current.figures.length > 0) return { about: { current: true }, prompt };
  const active = activeFigure();
  return active && { about: { figures: [{ kind: 'uri', uri: active }] }, prompt };
}

/** The figures that come with a request, in the order in which the prompt names them. */
async function attached({ prompt, references }: Pick<ChatRequest, 'prompt' | 'references'>) {
  const figures: FigureSource[] = [];
  const named: { readonly range: readonly [number, number]; readonly id: string }[] = [];
  // VS Code gives them from the last to the first.
  for (const reference of [...references].reverse()) {
    const source = await sourceOf(reference);
    if (!source) continue;
    figures.push(source);
    if (reference.range) named.push({ range: reference.range, id: `image_${figures.length}` });
  }
  let text = prompt;
  for (const { range, id } of named.sort((a, b) => b.range[0] - a.range[0]))
    text = `${text.slice(0, range[0])}${id}${text.slice(range[1])}`;
  return { figures, prompt: text.trim() };
}

async function sourceOf({ value }: ChatPromptReference): Promise<FigureSource | undefined> {
  if (value instanceof Uri)
    return isFigureName(value.path) ? { kind: 'uri', uri: value } : undefined;
  if (value instanceof Location)
    return isFigureName(value.uri.path) ? { kind: 'uri', uri: value.uri } : undefined;
  if (!isPicture(value)) return undefined;
  // VS Code makes large pictures smaller for its models: the file itself, where there is one, has every pixel.
  if (value.reference instanceof Uri && isFigureName(value.reference.path))
    return { kind: 'uri', uri: value.reference };
  const bytes = await value.data();
  const origin = l10n.t('attached to the chat');
  return {
    kind: 'bytes',
    bytes,
    name: `attached.${value.mimeType.slice('image/'.length)}`,
    origin,
  };
}

/** A picture that is attached or was pasted. The API's types do not name it; what has its shape is one. */
interface AttachedPicture {
  readonly mimeType: string;
  data(): Thenable<Uint8Array>;
  /** The file that it was read from. */
  readonly reference?: unknown;
}

function isPicture(value: unknown): value is AttachedPicture {
  const { mimeType, data } = Object(value) as Partial<Record<keyof AttachedPicture, unknown>>;
  return (
    typeof mimeType === 'string' && mimeType.startsWith('image/') && typeof data === 'function'
  );
}

function lastAsked(history: ChatContext['history']): AskedInChat | undefined {
  for (const turn of [...history].reverse()) {
    const asked = 'result' in turn ? askedIn(turn.result) : undefined;
    if (asked) return asked;
  }
  return undefined;
}
