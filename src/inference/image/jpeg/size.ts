import { damaged } from '../damaged.ts';
import { readOrientation, uprightSize } from '../orientation.ts';
import type { ImageSize } from '../rgbImage.ts';
import { isFrame, readFrame } from './frame.ts';
import { exifBlock } from './exifBlock.ts';
import type { Frame } from './frame.ts';
import { checkJpeg, MARKER, nextSegment } from './segments.ts';

/**
 * The size of a JPEG after it has been put upright, from what is before its first pixels.
 *
 * @throws InferenceError `image` when the bytes are no JPEG, or one that cannot be read.
 */
export function jpegSize(bytes: Uint8Array): ImageSize {
  checkJpeg(bytes);
  let frame: Frame | undefined;
  let exif: Uint8Array | undefined;
  for (let segment = nextSegment(bytes, 2); ; segment = nextSegment(bytes, segment.end)) {
    const { marker, data } = segment;
    if (isFrame(marker)) frame ??= readFrame(marker, data);
    if (marker === MARKER.app1) exif ??= exifBlock(data);
    if (marker === MARKER.sos || marker === MARKER.eoi) break;
  }
  if (!frame) throw damaged('JPEG', 'its header is missing');
  return uprightSize(frame, exif ? readOrientation(exif) : 1);
}
