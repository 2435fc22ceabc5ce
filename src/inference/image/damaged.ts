import { InferenceError } from '../errors.ts';

export type ImageFormat = 'PNG' | 'JPEG';

/** An image whose bytes cannot be what an encoder wrote. `what`: a clause, such as `it ends in the middle of a chunk`. */
export function damaged(format: ImageFormat, what: string, options?: ErrorOptions): InferenceError {
  return new InferenceError(
    'image',
    `The ${format} image is damaged: ${what}. Save it once more and try again.`,
    options,
  );
}
