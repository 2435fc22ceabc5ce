import { inflateSync } from 'node:zlib';
import type { ServerResponse } from 'node:http';
import { jsonServer, modelList, type Answer, type JsonServer } from './jsonServer.ts';

interface Part {
  readonly type: string;
  readonly text?: string;
  readonly image_url?: { readonly url: string };
}
export interface ChatBody {
  readonly messages: readonly {
    readonly role: string;
    readonly content: string | readonly Part[] | null;
  }[];
  readonly tools?: readonly unknown[];
  readonly stream?: boolean;
  readonly max_tokens?: number;
}

/** One reply: pieces of deltas, or an error. */
export type Reply =
  | { readonly deltas: readonly object[]; readonly usage?: object; readonly end?: string }
  | { readonly status: number; readonly error: string };

/** Pictures in the last message, as the server got them. */
export function pictures({ messages }: ChatBody): Uint8Array[] {
  const content = messages.at(-1)?.content ?? [];
  return (typeof content === 'string' ? [] : content).flatMap(({ image_url: image }) => {
    const data = /^data:image\/png;base64,(.+)$/u.exec(image?.url ?? '')?.[1];
    return data === undefined ? [] : [new Uint8Array(Buffer.from(data, 'base64'))];
  });
}

/** The words of the last message. */
export function words({ messages }: ChatBody): string {
  const content = messages.at(-1)?.content ?? '';
  if (typeof content === 'string') return content;
  return content.map(({ text = '' }) => text).join('');
}

/** Counts the red squares of a picture by its pixels, as a model with eyes would. */
export function countSquares(png: Uint8Array): number {
  const bytes = Buffer.from(png);
  const width = bytes.readUInt32BE(16);
  const height = bytes.readUInt32BE(20);
  const start = bytes.indexOf('IDAT');
  const rows = inflateSync(bytes.subarray(start + 4, start + 4 + bytes.readUInt32BE(start - 4)));
  const at = (x: number, y: number) =>
    x < 0 || y < 0 || x >= width || y >= height ? 0 : rows[y * (width + 1) + 1 + x];
  let corners = 0;
  for (let y = 0; y < height; y += 1)
    for (let x = 0; x < width; x += 1)
      if (at(x, y) === 1 && at(x - 1, y) !== 1 && at(x, y - 1) !== 1) corners += 1;
  return corners;
}

export const say = (...pieces: readonly string[]): { deltas: object[] } => ({
  deltas: pieces.map((content) => ({ content })),
});

/** A model that does everything right: sees, counts, calls, and streams. */
export function goodModel(body: ChatBody): Reply {
  if (body.tools)
    return {
      deltas: [
        {
          tool_calls: [
            {
              index: 0,
              id: 'call_1',
              type: 'function',
              function: { name: 'report_number', arguments: '{"number": 42}' },
            },
          ],
        },
      ],
      end: 'tool_calls',
    };
  const seen = pictures(body).map(countSquares);
  const text = seen.length > 0 ? seen.join(', ') : '1, 2, 3';
  // What a prefix cache could spare: everything but a new last question.
  const cached = body.messages.length > 2 ? 64 : 0;
  return {
    deltas: [...text].map((content) => ({ content })),
    usage: {
      prompt_tokens: 100,
      completion_tokens: 5,
      prompt_tokens_details: { cached_tokens: cached },
    },
  };
}

/** A server with one chat model. @param more further paths, or others for /v1/models */
export function chatServer(
  model: (body: ChatBody) => Reply,
  more: Readonly<Record<string, Answer>> = {},
): Promise<JsonServer> {
  return jsonServer({
    '/v1/models': modelList({ id: 'm', owned_by: 'vllm', max_model_len: 32768 }),
    '/v1/chat/completions': (_, response, text) => {
      const body = JSON.parse(text) as ChatBody;
      const reply = model(body);
      if ('status' in reply) {
        response.writeHead(reply.status, { 'content-type': 'application/json' });
        response.end(JSON.stringify({ error: { message: reply.error, code: reply.status } }));
      } else if (body.stream === false) answerWhole(response, reply.deltas);
      else answerStream(response, reply);
    },
    ...more,
  });
}

function answerWhole(response: ServerResponse, deltas: readonly object[]): void {
  const message: Record<string, string> = {};
  for (const delta of deltas)
    for (const [name, piece] of Object.entries(delta))
      message[name] = (message[name] ?? '') + String(piece);
  response.writeHead(200, { 'content-type': 'application/json' });
  response.end(JSON.stringify({ choices: [{ index: 0, message, finish_reason: 'stop' }] }));
}

function answerStream(
  response: ServerResponse,
  { deltas, usage, end = 'stop' }: Exclude<Reply, { status: number }>,
): void {
  response.writeHead(200, { 'content-type': 'text/event-stream' });
  const send = (data: object) => response.write(`data: ${JSON.stringify(data)}\n\n`);
  const chunk = (delta: object, finish: string | null = null) =>
    send({ choices: [{ index: 0, delta, finish_reason: finish }] });
  for (const delta of deltas) chunk(delta);
  chunk({}, end);
  if (usage) send({ choices: [], usage });
  response.end('data: [DONE]\n\n');
}
