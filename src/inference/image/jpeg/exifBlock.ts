const NAME = [0x45, 0x78, 0x69, 0x66, 0, 0];

/** The TIFF structure in an APP1 segment that holds EXIF data. */
export function exifBlock(data: Uint8Array): Uint8Array | undefined {
  return NAME.every((byte, index) => data[index] === byte) ? data.subarray(NAME.length) : undefined;
}
