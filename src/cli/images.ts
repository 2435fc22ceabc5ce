import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Frame } from '../figures/frame.ts';
import type { ShownImage } from '../reasoning/sandbox.ts';

/** A shown image after it was saved: what `--json` says of it. */
export interface SavedImage {
  readonly path: string;
  readonly width: number;
  readonly height: number;
  readonly title?: string;
  readonly frame?: Frame;
}

/** Saves images as `<folder>/image-1.png`, `image-2.png`… */
export async function saveImages(
  images: readonly ShownImage[],
  folder: string,
): Promise<SavedImage[]> {
  if (images.length > 0) await mkdir(folder, { recursive: true });
  return Promise.all(
    images.map(async ({ png, width, height, title, frame }, index) => {
      const path = join(folder, `image-${index + 1}.png`);
      await writeFile(path, png);
      return { path, width, height, ...(title ? { title } : {}), ...(frame ? { frame } : {}) };
    }),
  );
}
