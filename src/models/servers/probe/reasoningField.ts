import type { Asking } from '../askServer.ts';
import { askServer } from '../askServer.ts';
import { baseUrl } from '../baseUrl.ts';
import type { ModelEntry } from '../entry.ts';
import { field, list, text } from '../json.ts';

/** Fields in which servers hand over thoughts, newest first. Some write both. */
const FIELDS = ['reasoning', 'reasoning_content'] as const;
/** A thinking model takes its time, and this reply does not stream. */
const TIMEOUT_MS = 180_000;
const MAX_TOKENS = 1024;

/**
 * Names of the fields that a server writes a model's thoughts into; none when they stand in the text. The client reads all of them alike,
 * so one small question is asked past it.
 * @throws ModelError when there is no answer; `AbortError`
 */
export async function reasoningFields(entry: ModelEntry, asking: Asking): Promise<string[]> {
  const { json } = await askServer(
    `${baseUrl(entry.url)}/chat/completions`,
    { ...asking, timeoutMs: TIMEOUT_MS, ...(entry.headers ? { headers: entry.headers } : {}) },
    {
      ...entry.body,
      model: entry.model,
      messages: [{ role: 'user', content: 'What is 17 + 25? Think briefly.' }],
      max_tokens: MAX_TOKENS,
      stream: false,
      ...(entry.thinking === undefined
        ? {}
        : { chat_template_kwargs: { enable_thinking: entry.thinking } }),
    },
  );
  const message = field(list(field(json, 'choices'))[0], 'message');
  return FIELDS.filter((name) => text(field(message, name)) !== undefined);
}
