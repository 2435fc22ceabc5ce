import { mkdir } from 'node:fs/promises';
import { cpus, totalmem } from 'node:os';
import { join } from 'node:path';
import { readBandwidth } from './bandwidth.ts';
import { conversation } from './conversation.ts';
import { benchModel } from './model/generate.ts';
import { KV_BYTES } from './model/shape.ts';
import { Ours } from './ours.ts';
import { installPeer, Peer, versionIn } from './peer.ts';
import { preprocessTimes } from './preprocess.ts';
import { gigabytes, inWords, printTurns, ratioOf, times, type Row } from './report.ts';
import { tokensPerSecond } from './side.ts';

/**
 * Thinking with images on a model of Qwen3-VL-2B's shape: Figscope's inference process beside transformers.js on the same files, turn by
 * turn in the same run, and Figscope once more without its cache. Its last line has the three ratios.
 */

const cache = join(process.cwd(), '.cache', 'bench');
const say = (text: string): void => void process.stderr.write(`${text}\n`);

await mkdir(cache, { recursive: true });
const { folder, decoderBytes } = await benchModel(join(cache, 'inference'), say);
const peerPackage = await installPeer(join(cache, 'peer'), say);
const runtime = await versionIn(join(process.cwd(), 'node_modules', 'onnxruntime-node'));

say('pre-processing');
const images = await preprocessTimes({
  peer: join(cache, 'peer'),
  model: folder,
  runs: 9,
  say,
});
say('memory bandwidth');
const bandwidth = await readBandwidth();

const rows: Row[] = [];
const turns = conversation();
const ours = new Ours(folder);
let peer: Peer | undefined;
let forgetful: Ours | undefined;
let loaded;
let memory: { ours: number; peer: number };
try {
  say('loading');
  loaded = await ours.load();
  peer = await Peer.start(peerPackage, folder);
  // The first of each is not counted: it warms up the engine. Its words are others than the conversation's.
  for (const side of [ours, peer]) await side.warmUp();
  for (const [index, user] of turns.entries()) {
    const own = await ours.turn(user);
    const theirs = await peer.turn(user);
    rows.push({ ours: own, peer: theirs });
    // One conversation for both, even where their replies differ.
    ours.said(own.reply);
    await peer.said(own.reply);
    say(
      `turn ${index + 1} of ${turns.length}: ${inWords(own)}; transformers.js ${inWords(theirs)}`,
    );
  }
  memory = { ours: await ours.peakMemory(), peer: await peer.peakMemory() };
  await ours.close();
  await peer.close();
  forgetful = new Ours(folder, { forget: true });
  await forgetful.load();
  await forgetful.warmUp();
  for (const [index, user] of turns.entries()) {
    const row = rows[index];
    if (row) row.forgetful = await forgetful.turn(user);
    forgetful.said(row?.ours.reply ?? '');
    say(`turn ${index + 1} of ${turns.length} without the cache`);
  }
} finally {
  await ours.close();
  await peer?.close();
  await forgetful?.close();
}

console.log(
  `Node ${process.versions.node}, ${cpus().length} cores (${cpus()[0]?.model.trim() ?? '?'}), ${gigabytes(totalmem())}, ${loaded.threads} threads, onnxruntime-node ${runtime} (peer: ${peerPackage.runtimeVersion})`,
);
printTurns(rows);

const last = rows.at(-1);
const third = rows[2];
if (!last || !third) throw new Error('There are too few turns.');
const context = last.ours.promptTokens + last.ours.tokens / 2;
const bound = bandwidth / (decoderBytes + context * KV_BYTES);
const speed = tokensPerSecond(last.ours);
console.log(
  `memory read at ${(bandwidth / 1e9).toFixed(0)} GB/s: at most ${bound.toFixed(1)} tokens/s at ${context.toFixed(0)} tokens; Figscope ${speed.toFixed(1)} (${((100 * speed) / bound).toFixed(0)} %), transformers.js ${tokensPerSecond(last.peer).toFixed(1)}`,
);
console.log(
  `peak memory: Figscope ${gigabytes(memory.ours)}, transformers.js ${gigabytes(memory.peer)}`,
);
console.log(
  `pre-processing of an image of ${images.from} (the model sees ${images.to}): Figscope ${images.ours.toFixed(1)} ms, transformers.js ${images.peer.toFixed(1)} ms`,
);
const first = ratioOf(third.peer.firstTokenMs, third.ours.firstTokenMs);
const decode = ratioOf(
  times(rows, (row) => tokensPerSecond(row.ours)),
  times(rows, (row) => tokensPerSecond(row.peer)),
);
console.log(
  `ratios to transformers.js: first token of turn 3 ${first}× sooner (aim: 5×), decode ${decode}× (aim: 1.3×), pre-processing ${images.ratio.toFixed(1)}× (aim: 10×)`,
);
