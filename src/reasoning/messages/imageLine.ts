import type { Frame } from '../../figures/frame.ts';

/** What a message says of an image: its name, size in pixels and the part of a figure that it shows. */
export interface MessageImage {
  readonly name: string;
  readonly width: number;
  readonly height: number;
  /** Absent: what it shows has no known place in a figure. */
  readonly frame?: Frame;
  readonly title?: string;
  /** Why the image itself is not in the message; absent when it is. */
  readonly withheld?: string;
}

/** Says in words which image this is, its size, and its frame in source pixels; a missing frame is said. */
export function imageLine(image: MessageImage): string {
  const { frame, title, withheld } = image;
  const place = frame
    ? `shows ${frame.figure} region [${frame.box.map(short).join(', ')}] at ${short(frame.scale)}×`
    : 'its place in a figure is not known';
  return [
    `Image ${image.name}: ${image.width}×${image.height} px, ${place}.`,
    ...(title === undefined ? [] : [` Title ${JSON.stringify(title)}.`]),
    ...(withheld === undefined ? [] : [` Not sent: ${withheld}.`]),
  ].join('');
}

const LINE =
  /^Image (\S+): (\d+)×(\d+) px, (?:shows (\S+) region \[([^\]]+)\] at ([\d.]+)×|its place in a figure is not known)\.(?: Title ("(?:[^"\\]|\\.)*")\.)?(?: Not sent: (.*)\.)?$/u;

/** Reads a line that `imageLine` wrote; undefined for any other line. */
export function parseImageLine(line: string): MessageImage | undefined {
  const match = LINE.exec(line);
  if (!match) return undefined;
  const [, name = '', width, height, figure, box, scale, title, withheld] = match;
  const frame = figure && box ? readFrame(figure, box, Number(scale)) : undefined;
  return {
    name,
    width: Number(width),
    height: Number(height),
    ...(frame && { frame }),
    ...(title !== undefined && { title: String(JSON.parse(title)) }),
    ...(withheld !== undefined && { withheld }),
  };
}

function readFrame(figure: string, text: string, scale: number): Frame | undefined {
  const [x1, y1, x2, y2] = text.split(',').map(Number);
  if (x1 === undefined || y1 === undefined || x2 === undefined || y2 === undefined)
    return undefined;
  return { figure, box: [x1, y1, x2, y2], scale };
}

/** A number for people: at most three decimals. */
export function short(value: number): string {
  return String(Math.round(value * 1000) / 1000);
}
