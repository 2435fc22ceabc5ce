import type { IncomingHttpHeaders } from 'node:http';
import { ModelError } from '../../reasoning/modelError.ts';
import { contextWords, isContext } from './contextWords.ts';
import { nameOf, quoted, type Target } from './target.ts';

interface Refusal {
  readonly statusCode?: number | undefined;
  readonly headers: IncomingHttpHeaders;
}

/** A refusal of a server as a sentence for the user: what was wrong, and what to do. */
export function statusError(
  { statusCode: status = 0, headers }: Refusal,
  body: string,
  target: Target,
): ModelError {
  const said = wordsOf(body);
  const reply = quoted(said, target);
  const words = reply ? ` The server says: ${reply}` : '';
  if (status >= 300 && status < 400)
    return new ModelError(
      'refused',
      `${target.host} sends us elsewhere (${quoted(headers.location ?? 'it does not say where', target)}). Redirects are not followed, so that the key and the figures go where you said: use that address if you trust it.`,
    );
  if (status === 401 || status === 403)
    return new ModelError(
      'key',
      target.key === undefined
        ? `${target.host} wants an API key, and none is set.${words} ${keyAdvice(target)}`
        : `${target.host} does not accept the API key that is set.${words} ${keyAdvice(target)}`,
    );
  if (status === 429) return tooMany(headers, target, words);
  if (isContext(said, status)) return new ModelError('context', contextWords(body, said, target));
  if (isTools(said)) return noTools(target, words);
  if (isImageCount(said))
    return new ModelError(
      'refused',
      `${nameOf(target)} takes fewer images in one conversation than were sent.${words} On vLLM, --limit-mm-per-prompt.image 16 allows more; "limits": { "images": … } of the model sends fewer.`,
    );
  if (isNoImages(said))
    return new ModelError(
      'noImages',
      `${nameOf(target)} takes no images.${words} Choose a vision-language model (llama-server needs its --mmproj file too), or set "images": false to let this one work through code alone.`,
    );
  if (status === 404) return notFound(target, said, words);
  if (status === 502 || status === 503 || status === 504)
    return new ModelError(
      'busy',
      `${nameOf(target)} is not ready: it is still loading, or overloaded.${words} Try again in a moment.`,
      { ...retryAfter(headers) },
    );
  return new ModelError(
    'refused',
    `${nameOf(target)} refused the request (${status || 'no status'}).${words || ' It does not say why.'}`,
  );
}

function keyAdvice({ entry }: Target): string {
  return `In VS Code choose the model once more with "Figscope: Choose Model" and enter the key; on the command line set the environment variable ${entry.keyEnv ?? 'FIGSCOPE_API_KEY'}.`;
}

function tooMany(headers: IncomingHttpHeaders, target: Target, words: string): ModelError {
  const wait = retryAfter(headers);
  const when =
    wait.retryAfterMs === undefined
      ? 'Try again later.'
      : `Try again in ${Math.ceil(wait.retryAfterMs / 1000)} s.`;
  return new ModelError(
    'rate',
    `${target.host} takes no more requests for now. ${when}${words}`,
    wait,
  );
}

function notFound(target: Target, said: string, words: string): ModelError {
  const { model, url } = target.entry;
  return /model/iu.test(said)
    ? new ModelError(
        'notFound',
        `${target.host} has no model "${model}".${words} "figscope models --discover" and ${url}/models list what it has.`,
      )
    : new ModelError(
        'notFound',
        `There is no chat endpoint at ${url}/chat/completions.${words} Check the address: it usually ends with /v1.`,
      );
}

function noTools(target: Target, words: string): ModelError {
  return new ModelError(
    'noTools',
    `${nameOf(target)} does no function calling, which the profile "tools" needs.${words} On vLLM, --enable-auto-tool-choice --tool-call-parser hermes switches it on (llama-server: --jinja); or use the profile "s1vl", which asks nothing of the server.`,
  );
}

function isTools(said: string): boolean {
  return /tool[-_ ]?choice|tool[-_]call[-_]parser|does not support tools|tools are not enabled|tools? param|support.{0,20}(?:tool use|function calling)/iu.test(
    said,
  );
}

function isImageCount(said: string): boolean {
  return (
    /at most [1-9]\d* (?:image|multi)|too many images|limit-mm-per-prompt(?!.*at most 0)/iu.test(
      said,
    ) && !/at most 0/iu.test(said)
  );
}

function isNoImages(said: string): boolean {
  return (
    /at most 0 image|mmproj|not a multimodal|image input is not supported|no(?:t| )? ?support(?:s|ed|ing)?[^.]{0,40}(?:image|vision|multi-?modal)|(?:image|vision|multi-?modal)[^.]{0,60}(?:not|un)[ -]?(?:supported|enabled|available|allowed)|(?:does not|doesn't|cannot)[^.]{0,30}(?:image|vision|multi-?modal)|text[- ]only/iu.test(
      said,
    ) &&
    // Ollama's words for an address in place of data: not our case, and no lack of eyes.
    !/image urls are not/iu.test(said)
  );
}

/** Seconds, or a date. */
function retryAfter(headers: IncomingHttpHeaders): { readonly retryAfterMs?: number } {
  const value = headers['retry-after'];
  if (value === undefined) return {};
  const ms = /^\s*\d+(?:\.\d+)?\s*$/u.test(value)
    ? Number(value) * 1000
    : Date.parse(value) - Date.now();
  return Number.isFinite(ms) && ms >= 0 ? { retryAfterMs: ms } : {};
}

/** The message in an error body, in whichever of the usual places it is; else the body. */
function wordsOf(body: string): string {
  try {
    const json = Object(JSON.parse(body)) as Record<string, unknown>;
    const error = json['error'];
    const inner = Object(error) as Record<string, unknown>;
    for (const text of [inner['message'], error, json['message'], json['detail']])
      if (typeof text === 'string' && text) return text;
    return JSON.stringify(json['detail'] ?? json);
  } catch {
    // A page or plain text: what stands between its tags is said.
    return body
      .replace(/<(?:script|style)[\s\S]*?<\/(?:script|style)>/giu, ' ')
      .replace(/<[^>]*>/gu, ' ');
  }
}
