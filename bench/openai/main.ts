import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { createServerModel } from '../../src/models/openai/index.ts';
import type { ModelMessage } from '../../src/reasoning/model.ts';
import { s1vl } from '../../src/reasoning/profiles/s1vl.ts';
import { BareClient } from './bare.ts';

/**
 * What the client for model servers costs for each turn, beside a bare one: 8 turns with 5 MB of images in all, and 2000 pieces of
 * text in each reply. Both in the same run, alternating; the server is a process of its own and answers at once.
 */

const at = process.argv.indexOf('--runs');
const runs = at < 0 ? 7 : Number(process.argv[at + 1]);
if (!Number.isInteger(runs) || runs < 1) throw new RangeError('--runs takes a positive number.');

const TURNS = 8;
const IMAGE_BYTES = 5_000_000 / TURNS;
const QUESTION = 'How many bars are longer than 5 µm — and which?';

const server = spawn(process.execPath, [join(process.cwd(), 'bench/openai/server.mjs')], {
  stdio: ['ignore', 'pipe', 'inherit'],
});
const [port] = (await once(createInterface({ input: server.stdout }), 'line')) as [string];
const url = `http://127.0.0.1:${port}/v1`;

/** Bytes that begin like a PNG; nobody decodes them. */
function image(): Uint8Array {
  const bytes = Buffer.alloc(IMAGE_BYTES, 0x5a);
  bytes.set([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return bytes;
}

type Turn = (png: Uint8Array) => Promise<string>;

function bare(): Turn {
  const client = new BareClient(url);
  return (png) => client.turn(png, QUESTION);
}

function ours(): Turn {
  const model = createServerModel({ name: 'bench', url, model: 'bench' }, { profile: s1vl });
  const messages: ModelMessage[] = [];
  const never = new AbortController().signal;
  return async (bytes) => {
    const shown = { mime: 'image/png', bytes, width: 800, height: 600 } as const;
    messages.push({
      role: 'user',
      parts: [
        { type: 'image', image: shown },
        { type: 'text', text: QUESTION },
      ],
    });
    let reply = '';
    for await (const delta of model.stream({ messages: [...messages], stop: [] }, never))
      if (delta.type === 'text') reply += delta.text;
    messages.push({ role: 'assistant', parts: [{ type: 'text', text: reply }] });
    return reply;
  };
}

/** Milliseconds for each turn of a conversation. */
async function conversation(turn: Turn): Promise<number> {
  const images = Array.from({ length: TURNS }, image);
  const started = performance.now();
  const replies: string[] = [];
  for (const png of images) replies.push(await turn(png));
  const time = performance.now() - started;
  if (replies.some((reply) => !reply.endsWith(' w1999'))) throw new Error('A reply is not whole.');
  return time / TURNS;
}

const times: { bare: number[]; ours: number[] } = { bare: [], ours: [] };
try {
  // The first of each is not counted: it warms up the compiler.
  for (let run = -1; run < runs; run += 1) {
    const pair = [await conversation(bare()), await conversation(ours())] as const;
    if (run < 0) continue;
    times.bare.push(pair[0]);
    times.ours.push(pair[1]);
    process.stderr.write(`run ${run + 1} of ${runs}\n`);
  }
} finally {
  server.kill();
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? NaN;
}
const [theirs, own] = [median(times.bare), median(times.ours)];
console.log(`Node ${process.versions.node}, ${availableParallelism()} cores, median of ${runs}`);
console.log(`bare client   ${theirs.toFixed(1)} ms for each turn`);
console.log(`Figscope      ${own.toFixed(1)} ms for each turn`);
console.log(`overhead      ${(own - theirs).toFixed(1)} ms for each turn`);
console.log(`ratio         ${(own / theirs).toFixed(2)}× (Figscope / bare client)`);
