import { createHash } from 'node:crypto';
import {
  decodeImage,
  imagePatches,
  imageSize,
  patchGrid,
  type PatchConfig,
} from '../image/index.ts';
import { InferenceError } from '../errors.ts';
import type { ChatPart } from '../protocol.ts';
import type { ImageFeatures, VisionEncoder } from './visionEncoder.ts';

export type ImagePart = Extract<ChatPart, { type: 'image' }>;

/** An image of a conversation, as far as the prompt needs to know it. */
export interface KnownImage {
  /** The same for the same bytes. */
  readonly key: string;
  readonly part: ImagePart;
  /** Merged patches: rows x columns tokens stand for the image. */
  readonly rows: number;
  readonly columns: number;
  readonly tokens: number;
}

/** Features that are kept for going back: images of the last turns. */
const KEPT_BYTES = 192 * 1024 * 1024;

/** Images to features. The same bytes are decoded and encoded once. */
export class ImageReader {
  readonly #vision: VisionEncoder | undefined;
  readonly #config: PatchConfig;
  readonly #known = new Map<string, KnownImage>();
  readonly #features = new Map<string, ImageFeatures>();
  /** Memory of the image before, to be written to again: finding new memory takes a third of the time. */
  #pixels: Float32Array | undefined;
  /** Milliseconds spent on images since the last `takeTime`. */
  #spent = 0;

  constructor(vision: VisionEncoder | undefined, config: PatchConfig) {
    this.#vision = vision;
    this.#config = config;
  }

  /** How many tokens an image takes; reads its header alone. @throws InferenceError `image` */
  look(part: ImagePart): KnownImage {
    if (!this.#vision)
      throw new InferenceError(
        'image',
        'This model takes no images: its folder has no vision_encoder.',
      );
    const key = createHash('sha256').update(part.bytes).digest('hex');
    const known = this.#known.get(key);
    if (known) return known;
    const { grid, tokens } = patchGrid(imageSize(part.bytes, part.mime), this.#config);
    const { mergeSize } = this.#config;
    const image = { key, part, rows: grid[1] / mergeSize, columns: grid[2] / mergeSize, tokens };
    this.#known.set(key, image);
    return image;
  }

  /** @throws InferenceError `image` when it cannot be decoded, `device` when the encoder fails */
  async features({ key, part }: KnownImage): Promise<ImageFeatures> {
    const found = this.#features.get(key);
    if (found) {
      // Used last: goes last.
      this.#features.delete(key);
      this.#features.set(key, found);
      return found;
    }
    if (!this.#vision) throw new InferenceError('image', 'This model takes no images.');
    const begin = performance.now();
    const image = decodeImage(part.bytes, part.mime);
    const patches = imagePatches(image, this.#config, this.#pixels);
    if (patches.pixelValues.buffer !== this.#pixels?.buffer) this.#pixels = patches.pixelValues;
    const features = await this.#vision.encode(patches);
    this.#spent += performance.now() - begin;
    this.#features.set(key, features);
    this.#makeRoom();
    return features;
  }

  takeTime(): number {
    const spent = this.#spent;
    this.#spent = 0;
    return spent;
  }

  /** Forgets the images that are in none of the last conversations. */
  keepOnly(keys: ReadonlySet<string>): void {
    for (const key of this.#known.keys()) if (!keys.has(key)) this.#known.delete(key);
  }

  #makeRoom(): void {
    let bytes = 0;
    for (const [key, { features, deepStack }] of [...this.#features].reverse()) {
      bytes += [features, ...deepStack].reduce((sum, one) => sum + one.byteLength, 0);
      if (bytes > KEPT_BYTES) this.#features.delete(key);
    }
  }
}
