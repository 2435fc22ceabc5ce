/** A sample with an opacity of 0 to 255 on a white ground, rounded as Pillow's paste with a mask does. */
export function onWhite(sample: number, opacity: number): number {
  const sum = sample * opacity + 255 * (255 - opacity) + 128;
  return ((sum >> 8) + sum) >> 8;
}
