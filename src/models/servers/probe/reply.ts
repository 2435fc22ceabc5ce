import type { Model, ModelRequest, ToolCallPart, Usage } from '../../../reasoning/model.ts';
import { ModelError } from '../../../reasoning/modelError.ts';

/** One reply, read to its end. */
export interface ProbeReply {
  /** Content without thoughts. */
  readonly text: string;
  readonly thought: string;
  /** Pieces of text and thought that came. */
  readonly pieces: number;
  readonly calls: readonly ToolCallPart[];
  readonly usage: Usage;
  readonly end?: 'stop' | 'length' | 'toolCalls' | 'filter';
}

/** A probe either got a reply or a reason why not. */
export type Probed =
  | { readonly ok: true; readonly reply: ProbeReply }
  | { readonly ok: false; readonly error: ModelError };

/** Asks once. Errors of the model are a result; a cancel is thrown. */
export async function probe(
  model: Model,
  request: ModelRequest,
  signal: AbortSignal,
): Promise<Probed> {
  try {
    return { ok: true, reply: await readReply(model, request, signal) };
  } catch (error) {
    if (!(error instanceof ModelError)) throw error;
    return { ok: false, error };
  }
}

async function readReply(
  model: Model,
  request: ModelRequest,
  signal: AbortSignal,
): Promise<ProbeReply> {
  let text = '';
  let thought = '';
  let pieces = 0;
  let usage: Usage = {};
  let end: ProbeReply['end'];
  const calls: ToolCallPart[] = [];
  for await (const delta of model.stream(request, signal))
    switch (delta.type) {
      case 'text':
        text += delta.text;
        pieces += 1;
        break;
      case 'thought':
        thought += delta.text;
        pieces += 1;
        break;
      case 'toolCall':
        calls.push(delta);
        break;
      case 'usage':
        usage = { ...usage, ...withoutType(delta) };
        break;
      case 'end':
        end = delta.reason;
        break;
      case 'notice':
      case 'progress':
        break; // for a run, not for a test
    }
  const closed = text.lastIndexOf(CLOSE);
  return {
    text: (closed < 0 ? text : text.slice(closed + CLOSE.length)).trim(),
    thought: closed < 0 ? thought : thought + text.slice(0, closed),
    pieces,
    calls,
    usage,
    ...(end === undefined ? {} : { end }),
  };
}

const CLOSE = '</think>';

function withoutType({ type: _, ...usage }: { readonly type: 'usage' } & Usage): Usage {
  return usage;
}
