export { decodeImage, imageSize } from './decodeImage.ts';
export type { ImageMime, DecodeOptions } from './decodeImage.ts';
export { imagePatches } from './imagePatches.ts';
export type { ImagePatches } from './imagePatches.ts';
export { readPatchConfig } from './patchConfig.ts';
export type { PatchConfig } from './patchConfig.ts';
export { patchGrid } from './patchGrid.ts';
export type { Grid, PatchGrid } from './patchGrid.ts';
export type { ImageSize, RgbImage } from './rgbImage.ts';
