import { encodePng } from '../../test/fixtures/encode/png.ts';

/** What thinking with images is: a figure and a question, then in each turn a reply, what its code printed, and an image of it. */

export interface UserTurn {
  readonly images: readonly Uint8Array[];
  readonly text: string;
}

export const TURNS = 5;
/** Tokens of each reply. */
export const REPLY_TOKENS = 48;

export const SYSTEM =
  'You are a careful analyst of scientific figures. Look at the figure, write Python that crops, enlarges or measures, look at what it shows, and answer only when the pixels bear you out.';

/** Pixels of 32 x 32 become one token: the figure has 768, what the code shows 160. */
const FIGURE = { width: 1024, height: 768 };
const SHOWN = { width: 512, height: 320 };

/** Before the conversation, so that nothing in it is an engine's first. */
export const WARM_UP: UserTurn = {
  images: [drawBars({ width: 256, height: 256 }, 9)],
  text: 'Hello!',
};

export function conversation(): readonly UserTurn[] {
  return Array.from({ length: TURNS }, (_, turn) => ({
    images: [drawBars(turn === 0 ? FIGURE : SHOWN, turn)],
    text:
      turn === 0
        ? 'Which of the bars are longer than 5 µm, and by how much does the longest exceed the mean?'
        : `Your code ran in ${turn * 7 + 31} ms and printed: bar ${turn} spans ${turn * 13 + 40} pixels, scale ${turn + 2}.5 px/µm. The image shows the region that it cut out.`,
  }));
}

/** Bars on white, other ones for each seed. */
function drawBars({ width, height }: { width: number; height: number }, seed: number): Uint8Array {
  const rgb = new Uint8Array(width * height * 3).fill(255);
  const wide = Math.floor(width / 12);
  for (let bar = 0; bar < 10; bar++) {
    const top = height - Math.floor(height * (0.2 + (((bar + seed) * 37) % 70) / 100));
    for (let y = top; y < height; y++)
      for (let x = (bar + 1) * wide; x < (bar + 1.7) * wide; x++)
        rgb.set([40 + bar * 15, 90 + ((x * 3) % 60), 200 - seed * 20], (y * width + x) * 3);
  }
  return encodePng({ width, height, rgb });
}
