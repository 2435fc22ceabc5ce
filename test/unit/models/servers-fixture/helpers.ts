import { afterEach } from 'vitest';
import { encodePng } from '../../../fixtures/encode/png.ts';
import {
  startServer,
  type ScriptedModel,
  type TestServer,
  type TestServerOptions,
} from '../../../fixtures/servers/index.ts';

const open: TestServer[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((server) => server.close()));
});

export const says =
  (text: string, thought?: string): ScriptedModel =>
  () => ({ text, ...(thought !== undefined && { thought }) });

/** A server that is closed after the test. */
export async function start(
  options: Partial<TestServerOptions> & Pick<TestServerOptions, 'engine'>,
): Promise<TestServer> {
  const server = await startServer({ model: says('Hello, wörld.'), ...options });
  open.push(server);
  return server;
}

/** Sends a chat request; fields replace those of a small sound one. */
export function post(
  { url, modelId }: TestServer,
  fields: Readonly<Record<string, unknown>> = {},
  headers: Readonly<Record<string, string>> = {},
): Promise<Response> {
  return fetch(`${url}/chat/completions`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify({
      model: modelId,
      stream: true,
      stream_options: { include_usage: true },
      messages: [{ role: 'user', content: 'Hello' }],
      ...fields,
    }),
  });
}

export interface Chunk {
  readonly choices: readonly {
    readonly delta: Readonly<Record<string, unknown>>;
    readonly finish_reason: string | null;
  }[];
  readonly usage?: {
    readonly prompt_tokens: number;
    readonly prompt_tokens_details?: { readonly cached_tokens: number };
  };
  readonly timings?: unknown;
}

/** The JSON of each event; `[DONE]` is left out. */
export async function chunksOf(response: Response): Promise<Chunk[]> {
  const text = await response.text();
  return text
    .split(/\r?\n/u)
    .filter((line) => line.startsWith('data: {'))
    .map((line) => JSON.parse(line.slice('data: '.length)) as Chunk);
}

/** All that a field of the deltas holds, joined. */
export function joined(chunks: readonly Chunk[], field: string): string {
  return chunks.map(({ choices }) => choices[0]?.delta[field] ?? '').join('');
}

export function pngUrl(width = 64, height = 32): string {
  const png = encodePng({ width, height, rgb: new Uint8Array(width * height * 3) });
  return `data:image/png;base64,${Buffer.from(png).toString('base64')}`;
}

export function withImage(url: string): readonly unknown[] {
  return [
    {
      role: 'user',
      content: [
        { type: 'image_url', image_url: { url } },
        { type: 'text', text: 'What is this?' },
      ],
    },
  ];
}
