import { describe, expect, it } from 'vitest';
import { statusError } from '../../../../src/models/openai/statusError.ts';
import { TARGET } from './reading.ts';

const refuse = (status: number, body: unknown, headers: Record<string, string> = {}) =>
  statusError(
    { statusCode: status, headers },
    typeof body === 'string' ? body : JSON.stringify(body),
    TARGET,
  );
const openai = (message: string, more: object = {}) => ({ error: { message, type: 'x', ...more } });

describe('a refusal in the words of', () => {
  // Wordings as the engines' sources and issue threads give them.
  it.each([
    [
      'vLLM, context',
      400,
      openai(
        "This model's maximum context length is 32768 tokens. However, you requested 40123 tokens in the messages, Please reduce the length of the messages.",
      ),
      'context',
      '40123 tokens of 32768',
    ],
    [
      'vLLM, prompt',
      400,
      {
        object: 'error',
        message:
          'The decoder prompt (length 5001) is longer than the maximum model length of 4096. Make sure that `max_model_len` is no smaller',
        code: 400,
      },
      'context',
      '5001 tokens of 4096',
    ],
    [
      'SGLang, context',
      400,
      {
        object: 'error',
        message: "The input (9000 tokens) is longer than the model's context length (8192 tokens).",
        code: 400,
      },
      'context',
      '9000 tokens of 8192',
    ],
    [
      'llama-server, context',
      400,
      openai(
        'request (6123 tokens) exceeds the available context size (4096 tokens), try increasing it',
        { type: 'exceed_context_size_error', n_prompt_tokens: 6123, n_ctx: 4096 },
      ),
      'context',
      '6123 tokens of 4096',
    ],
    [
      'LM Studio, context',
      400,
      {
        error:
          'Trying to keep the first 5013 tokens when context the overflows. However, the model is loaded with context length of only 4096 tokens',
      },
      'context',
      '5013 tokens of 4096',
    ],
    [
      'OpenAI, context',
      400,
      openai(
        "This model's maximum context length is 128000 tokens. However, your messages resulted in 130000 tokens.",
        { code: 'context_length_exceeded' },
      ),
      'context',
      '130000 tokens of 128000',
    ],
    [
      'a proxy, size',
      413,
      '<html><h1>413 Request Entity Too Large</h1></html>',
      'context',
      'Entity Too Large',
    ],
    [
      'vLLM, no images',
      400,
      openai('At most 0 image(s) may be provided in one prompt.'),
      'noImages',
      'takes no images',
    ],
    [
      'vLLM, text model',
      400,
      openai('Qwen3-8B is not a multimodal model None'),
      'noImages',
      'takes no images',
    ],
    [
      'llama-server, no images',
      500,
      openai(
        'image input is not supported - hint: if this is unexpected, you may need to provide the mmproj',
      ),
      'noImages',
      '--mmproj',
    ],
    [
      'LM Studio, no images',
      400,
      { error: 'Model does not support images. Please use a model that does.' },
      'noImages',
      'takes no images',
    ],
    [
      'vLLM, too many images',
      400,
      openai('At most 1 image(s) may be provided in one prompt.'),
      'refused',
      '--limit-mm-per-prompt.image 16',
    ],
    [
      'vLLM, no tools',
      400,
      openai(
        '"auto" tool choice requires --enable-auto-tool-choice and --tool-call-parser to be set',
      ),
      'noTools',
      'profile "s1vl"',
    ],
    [
      'Ollama, no tools',
      400,
      openai('registry.ollama.ai/library/llava:7b does not support tools'),
      'noTools',
      'profile "s1vl"',
    ],
    [
      'llama-server, no tools',
      500,
      openai('tools param requires --jinja flag'),
      'noTools',
      '--jinja',
    ],
    [
      'vLLM, no model',
      404,
      openai('The model `s1-vl` does not exist.'),
      'notFound',
      'has no model "s1-vl"',
    ],
    [
      'Ollama, no model',
      404,
      openai('model "s1-vl" not found, try pulling it first'),
      'notFound',
      'try pulling it first',
    ],
    [
      'a wrong address',
      404,
      '<html><body>Not Found</body></html>',
      'notFound',
      'usually ends with /v1',
    ],
    ['FastAPI, a wrong address', 404, { detail: 'Not Found' }, 'notFound', 'usually ends with /v1'],
    [
      'any, a wrong key',
      401,
      openai('Incorrect API key provided: sk-secret'),
      'key',
      'does not accept the API key',
    ],
    [
      'llama-server, loading',
      503,
      openai('Loading model', { type: 'unavailable_error' }),
      'busy',
      'still loading',
    ],
    ['a gateway', 502, 'Bad Gateway', 'busy', 'Bad Gateway'],
    ['any, a redirect', 307, '', 'refused', 'Redirects are not followed'],
    [
      'Ollama, an address',
      400,
      openai('image URLs are not currently supported, please use base64 encoded data instead'),
      'refused',
      'base64',
    ],
    [
      'any, something else',
      400,
      openai('temperature must be >= 0'),
      'refused',
      'temperature must be >= 0',
    ],
    ['any, no word', 500, '', 'refused', 'does not say why'],
    [
      'FastAPI, a list',
      422,
      { detail: [{ loc: ['body', 'x'], msg: 'field required' }] },
      'refused',
      'field required',
    ],
  ])('%s', (_, status, body, kind, words) => {
    const error = refuse(status, body);
    expect([error.kind, error.message]).toEqual([kind, expect.stringContaining(words)]);
    expect(error.message).not.toContain('sk-secret');
    // A sentence for a scientist: no markup, no line feed, not endless.
    expect(error.message).not.toMatch(/[\n\r]|<\w/u);
    expect(error.message.length).toBeLessThan(1000);
  });

  it.each([
    [{ 'retry-after': '12' }, 12_000, 'Try again in 12 s.'],
    [{}, undefined, 'Try again later.'],
    [{ 'retry-after': 'soon' }, undefined, 'Try again later.'],
  ])('a full server, with %j', (headers, ms, words) => {
    const error = refuse(429, openai('Rate limit reached'), headers as Record<string, string>);
    expect(error).toMatchObject({ kind: 'rate', retryAfterMs: ms });
    expect(error.message).toContain(words);
  });

  it('a date to come back at', () => {
    const date = new Date(Date.now() + 60_000).toUTCString();
    expect(refuse(429, '', { 'retry-after': date }).retryAfterMs).toBeGreaterThan(50_000);
  });

  it('a missing or wrong key says where to put one', () => {
    expect(refuse(403, '').message).toContain('environment variable FIGSCOPE_API_KEY');
  });

  it('hostile characters are left out', () => {
    const error = refuse(400, openai(`bad\u001b[31m\u202e${'x'.repeat(5000)}`));
    expect(error.message).not.toMatch(/[\p{Cc}\p{Cf}]/u);
    expect(error.message.length).toBeLessThan(600);
  });
});
