import { InferenceError } from '../errors.ts';
import { isDeepStack, lastNumber } from '../sessions/decoderLayout.ts';
import { converted, floatsOf, floatTensor, type FloatArray } from '../sessions/floats.ts';
import { firstLine, runtime, type Session, type Tensor } from '../sessions/runtime.ts';

/** What a vision encoder makes of one image. */
export interface ImageFeatures {
  /** `[tokens, hidden]`. */
  readonly features: FloatArray;
  /** DeepStack features for the decoder's first layers, `[tokens, hidden]` each; empty where the export has none. */
  readonly deepStack: readonly FloatArray[];
}

export interface Patches {
  /** `[rows * columns, channels * time * patch * patch]`. */
  readonly pixelValues: Float32Array;
  /** Patches: time, rows, columns. */
  readonly grid: readonly [number, number, number];
}

/** Patches of an image to features of its tokens. */
export class VisionEncoder {
  /** Layers of DeepStack features that the export gives. */
  readonly deepStackOutputs: readonly string[];
  readonly #session: Session;
  readonly #gridInput: string;
  readonly #halfPixels: boolean;

  /** @throws InferenceError `files` when it is no such encoder */
  constructor(session: Session, file: string) {
    const { inputNames, outputNames, inputMetadata } = session;
    const grid = inputNames.find((name) => /grid_thw$/u.test(name));
    const pixels = inputMetadata.find(({ name }) => name === 'pixel_values');
    if (!grid || !pixels?.isTensor || !outputNames.includes('image_features'))
      throw new InferenceError(
        'files',
        `${file} is not a vision encoder that Figscope can run: it should take pixel_values and image_grid_thw and give image_features.`,
      );
    this.#session = session;
    this.#gridInput = grid;
    this.#halfPixels = pixels.type === 'float16';
    this.deepStackOutputs = outputNames
      .filter(isDeepStack)
      .sort((a, b) => lastNumber(a) - lastNumber(b));
  }

  /** One image. @throws InferenceError `device` */
  async encode({ pixelValues, grid }: Patches): Promise<ImageFeatures> {
    const { Tensor } = runtime();
    const patches = grid[0] * grid[1] * grid[2];
    const pixels = converted(pixelValues, this.#halfPixels ? 'float16' : 'float32');
    const feeds = {
      pixel_values: floatTensor(pixels, [patches, pixels.length / patches]),
      [this.#gridInput]: new Tensor('int64', BigInt64Array.from(grid, BigInt), [1, 3]),
    };
    let outputs: Readonly<Record<string, Tensor>>;
    try {
      outputs = (await this.#session.run(feeds)) as Readonly<Record<string, Tensor>>;
    } catch (error) {
      throw new InferenceError('device', `The vision encoder failed: ${firstLine(error)}`, {
        cause: error,
      });
    }
    const features = outputs['image_features'];
    if (!features) throw new InferenceError('files', 'The vision encoder gives no image_features.');
    return {
      features: floatsOf(features),
      deepStack: this.deepStackOutputs.flatMap((name) => layers(outputs[name])),
    };
  }

  release(): Promise<void> {
    return this.#session.release();
  }
}

/** One output per layer, or all layers stacked in one of three dimensions. */
function layers(tensor: Tensor | undefined): FloatArray[] {
  if (!tensor) return [];
  const all = floatsOf(tensor);
  if (tensor.dims.length < 3) return [all];
  const count = tensor.dims[0] ?? 1;
  const size = all.length / count;
  return Array.from({ length: count }, (_, layer) =>
    all.subarray(layer * size, (layer + 1) * size),
  );
}
