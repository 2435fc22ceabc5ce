import { nameOf, quoted, type Target } from './target.ts';

const CONTEXT =
  /context (?:length|size|window)|exceed_context_size|maximum (?:model|context) length|max_model_len|prompt is too long|too many tokens|longer than the (?:model|maximum)|n_ctx|tokens to keep from the initial prompt|(?:input|prompt)[^.]{0,60}exceeds? [^.]{0,40}(?:tokens|length|context)/iu;

/** Does a refusal say that the conversation is too long? */
export function isContext(said: string, status: number): boolean {
  return status === 413 || CONTEXT.test(said);
}

/**
 * What to tell: how long it is, what is lost (nothing), and how to go on.
 * @param body the answer as it came, for numbers; `said` its words
 */
export function contextWords(body: string, said: string, target: Target): string {
  const { sent, limit } = numbersOf(body);
  const size =
    sent !== undefined && limit !== undefined
      ? ` (${sent} tokens of ${limit})`
      : limit !== undefined
        ? ` (it takes ${limit} tokens)`
        : '';
  const words = size ? '' : ` The server says: ${quoted(said, target, 200)}`;
  return `The conversation is too long for ${nameOf(target)}${size}. Nothing was dropped: everything up to here is kept, and no answer was made from a part of it.${words} Ask a new question with fewer or smaller figures, lower the limits of images and of pixels of an image, or start the server with a longer context (vLLM --max-model-len, SGLang --context-length, llama-server -c, Ollama OLLAMA_CONTEXT_LENGTH, whose default is 4096; in LM Studio it is set where the model is loaded).`;
}

/** How many tokens were sent, and how many the server takes, where it says so. */
function numbersOf(body: string): { sent?: number; limit?: number } {
  const number = (pattern: RegExp) => {
    const found = pattern.exec(body)?.[1];
    return found === undefined ? undefined : Number(found);
  };
  const sent =
    number(/n_prompt_tokens"?:\s*(\d+)/u) ??
    number(
      /(?:requested|resulted in|your (?:prompt|messages|input)[^.]{0,30}?|contains|length \(|input \(|has)\s*(?:about |at least )?(\d{3,})(?: input)? tokens/iu,
    ) ??
    number(/request \((\d{3,}) tokens\)/iu) ??
    number(/prompt \(length (\d{3,})\)/iu) ??
    number(/keep the first (\d{3,}) tokens/iu) ??
    number(/n_keep: ?(\d{3,})/iu) ??
    number(/prompt is too long: (\d{3,}) tokens/iu) ??
    number(/(\d{3,}) tokens (?:from|in) the (?:input|messages|prompt)/iu);
  const limit =
    number(/n_ctx"?:\s*(\d+)/u) ??
    number(/tokens > (\d{3,}) maximum/iu) ??
    number(
      /(?:maximum|available|model's) (?:model |allowed |input )?(?:context )?(?:length|size|window)(?: of| is|:)?\s*(?:only )?\(?(\d{3,})/iu,
    ) ??
    number(/context (?:length|size|window)(?: of| is|:)?\s*(?:only )?\(?(\d{3,})/iu);
  return { ...(sent !== undefined && { sent }), ...(limit !== undefined && { limit }) };
}
