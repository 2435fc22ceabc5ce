import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { InferenceError } from '../../../../src/inference/errors.ts';
import type { RgbImage } from '../../../../src/inference/image/index.ts';

/** A file of golden/, which golden/make.py made with Pillow and transformers. */
export function golden(name: string): unknown {
  return JSON.parse(readFileSync(new URL(`golden/${name}.json`, import.meta.url), 'utf8'));
}

export interface GoldenFile {
  readonly name: string;
  readonly mime: 'image/png' | 'image/jpeg';
  readonly width: number;
  readonly height: number;
  /** Digest of the pixels. */
  readonly pixels: string;
  /** Base64. */
  readonly bytes: string;
}

export function goldenFiles(): readonly GoldenFile[] {
  return golden('files') as readonly GoldenFile[];
}

export function goldenFile(start: string, mime: GoldenFile['mime']): Uint8Array {
  const file = goldenFiles().find((one) => one.name.startsWith(start) && one.mime === mime);
  if (!file) throw new Error(`golden/files.json has no ${start}`);
  return new Uint8Array(Buffer.from(file.bytes, 'base64'));
}

export function digest(data: Uint8Array | Float32Array): string {
  const bytes = Buffer.from(data.buffer, data.byteOffset, data.byteLength);
  return createHash('sha256').update(bytes).digest('hex').slice(0, 16);
}

/** Noise, slopes, and black and white blocks, whose edges overshoot; the same as drawn() in golden/make.py. */
export function drawnImage(width: number, height: number): RgbImage {
  const data = new Uint8Array(width * height * 3);
  let at = 0;
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const block = ((x >> 3) + (y >> 3)) % 5;
      for (let c = 0; c < 3; c += 1, at += 1) {
        const noise = ((x * 31 + y * 17 + c * 11) * (x * 7 + y * 3 + 1)) % 97;
        const value = x * (7 + c) + y * (13 - 2 * c) + ((x * y * (c + 3)) >> 4) + noise;
        data[at] = block === 0 ? 255 : block === 1 ? 0 : value;
      }
    }
  }
  return { width, height, data };
}

/** What `action` throws, as kind and message of an InferenceError; fails when it is something else. */
export function failure(action: () => unknown): { kind: string; message: string } {
  try {
    action();
  } catch (error) {
    if (error instanceof InferenceError) return { kind: error.kind, message: error.message };
    throw error;
  }
  throw new Error('Nothing was thrown.');
}
