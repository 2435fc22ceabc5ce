import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { imagePatches, patchGrid, readPatchConfig } from '../../src/inference/image/index.ts';
import { drawnFigure } from './preprocessImage.ts';

const SIZE = { width: 1920, height: 1080 };

export interface PreprocessOptions {
  /** Folder whose node_modules has @huggingface/transformers. */
  readonly peer: string;
  /** Folder with the preprocessor_config.json that both work by. */
  readonly model: string;
  /** Measured runs of each side; two more are made before and not counted. */
  readonly runs: number;
  readonly say: (line: string) => void;
}

export interface PreprocessTimes {
  /** Median milliseconds from decoded pixels to patches. */
  readonly ours: number;
  readonly peer: number;
  /** peer / ours. */
  readonly ratio: number;
  /** Of the image, and of what the model sees. */
  readonly from: string;
  readonly to: string;
  /** Largest and mean difference of a value between the two; values span 2. The peer enlarges by another bicubic formula. */
  readonly maxDifference: number;
  readonly meanDifference: number;
}

/** What is used of transformers.js. */
interface Peer {
  readonly RawImage: new (
    data: Uint8Array,
    width: number,
    height: number,
    channels: number,
  ) => object;
  readonly Qwen2VLImageProcessor: new (config: unknown) => (image: object) => Promise<PeerPatches>;
}

interface PeerPatches {
  readonly pixel_values: { readonly data: Float32Array; readonly dims: readonly number[] };
}

/**
 * Times the pre-processing of a full-HD image for a Qwen-VL model, ours and that of transformers.js, in turns in this process.
 *
 * @throws Error when the two make different grids: then they were not given the same task.
 */
export async function preprocessTimes({
  peer,
  model,
  runs,
  say,
}: PreprocessOptions): Promise<PreprocessTimes> {
  const file: unknown = JSON.parse(await readFile(join(model, 'preprocessor_config.json'), 'utf8'));
  const config = readPatchConfig(file);
  const image = drawnFigure(SIZE.width, SIZE.height);
  const { RawImage, Qwen2VLImageProcessor } = await loadPeer(peer);
  const theirImage = new RawImage(image.data, image.width, image.height, 3);
  const theirProcessor = new Qwen2VLImageProcessor(file);

  let ourPatches: Float32Array = new Float32Array(0);
  let theirPatches: Float32Array = new Float32Array(0);
  const ours: number[] = [];
  const theirs: number[] = [];
  for (let run = -2; run < runs; run += 1) {
    const begin = performance.now();
    // As the engine does: the array of the image before is used again.
    ourPatches = imagePatches(image, config, ourPatches).pixelValues;
    const between = performance.now();
    theirPatches = (await theirProcessor(theirImage)).pixel_values.data;
    const end = performance.now();
    if (run < 0) continue;
    ours.push(between - begin);
    theirs.push(end - between);
  }
  if (ourPatches.length !== theirPatches.length) {
    throw new Error(
      `The peer made ${theirPatches.length} values of the image, and we ${ourPatches.length}.`,
    );
  }
  const target = patchGrid(image, config);
  const times = {
    ours: median(ours),
    peer: median(theirs),
    ratio: median(theirs) / median(ours),
    from: `${image.width} × ${image.height}`,
    to: `${target.width} × ${target.height}`,
    ...differences(ourPatches, theirPatches),
  };
  say(
    `Pre-processing ${times.from} → ${times.to}: ours ${times.ours.toFixed(0)} ms, transformers.js ${times.peer.toFixed(0)} ms, ratio ${times.ratio.toFixed(1)}`,
  );
  return times;
}

async function loadPeer(folder: string): Promise<Peer> {
  const entry = createRequire(join(folder, 'package.json')).resolve('@huggingface/transformers');
  return (await import(pathToFileURL(entry).href)) as Peer;
}

function differences(ours: Float32Array, theirs: Float32Array) {
  let largest = 0;
  let sum = 0;
  ours.forEach((value, at) => {
    const difference = Math.abs(value - (theirs[at] ?? 0));
    largest = Math.max(largest, difference);
    sum += difference;
  });
  return { maxDifference: largest, meanDifference: sum / ours.length };
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length / 2;
  return ((sorted[Math.ceil(middle) - 1] ?? 0) + (sorted[Math.floor(middle)] ?? 0)) / 2;
}
