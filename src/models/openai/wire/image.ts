import { ModelError } from '../../../reasoning/modelError.ts';
import type { ModelImage } from '../../../reasoning/model.ts';

const PNG = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];
const JPEG = [0xff, 0xd8, 0xff];

/**
 * An image as a data URL. The type is what its first bytes say: several engines read nothing but PNG and JPEG, and some believe
 * the type blindly.
 * @throws ModelError of kind `refused` for bytes of any other format
 */
export function dataUrl({ bytes, width, height }: ModelImage): string {
  const begins = (magic: readonly number[]) => magic.every((byte, at) => bytes[at] === byte);
  const mime = begins(PNG) ? 'image/png' : begins(JPEG) ? 'image/jpeg' : undefined;
  if (!mime)
    throw new ModelError(
      'refused',
      `An image of ${width}×${height} pixels is neither PNG nor JPEG, the two formats that every model server reads. It was not sent.`,
    );
  const base64 = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64');
  return `data:${mime};base64,${base64}`;
}
