/** Names of the fields that carry a model's thoughts, as they came over the wire. */
export type ReasoningField = 'reasoning' | 'reasoning_content';

export interface Sniffed {
  readonly fetch: typeof fetch;
  /** Which of the two fields came with text in it, most telling first. */
  fields(): readonly ReasoningField[];
}

const FIELD = /"(reasoning|reasoning_content)"\s*:\s*"[^"]/gu;
/** As long as a match can be, so that one is seen that two pieces share. */
const OVERLAP = 40;

/**
 * A fetch that also notes which reasoning field a server streams: the client reads both, and so does not tell. What passes through is
 * not changed.
 */
export function sniffFetch(ask: typeof fetch = fetch): Sniffed {
  const seen = new Set<ReasoningField>();
  const sniffing: typeof fetch = async (input, init) => {
    const response = await ask(input, init);
    if (!response.body) return response;
    const decoder = new TextDecoder();
    let tail = '';
    const body = response.body.pipeThrough(
      new TransformStream<Uint8Array, Uint8Array>({
        transform: (chunk, controller) => {
          const text = tail + decoder.decode(chunk, { stream: true });
          for (const [, name] of text.matchAll(FIELD)) seen.add(name as ReasoningField);
          tail = text.slice(-OVERLAP);
          controller.enqueue(chunk);
        },
      }),
    );
    return new Response(body, {
      status: response.status,
      statusText: response.statusText,
      headers: response.headers,
    });
  };
  return { fetch: sniffing, fields: () => [...seen].sort() };
}
