import type { ObservedImage } from '../events.ts';
import { imageGain, type FigureSize, type SeenImage } from '../gain/gain.ts';
import type { MessageImage } from '../messages/imageLine.ts';
import type { ShownImage } from '../sandbox.ts';

const TEXT_ONLY = 'this model takes text only';

/** All images of a run: names, what the model has seen, and what was withheld from it. */
export class SeenImages {
  readonly #known = new Map<string, ShownImage>();
  readonly #seen: SeenImage[] = [];
  readonly #figures: readonly FigureSize[];
  readonly #takesImages: boolean;
  readonly #limit: number;
  #sent = 0;

  /**
   * @param limit images of cells that the model may get in the whole run
   */
  constructor(figures: readonly FigureSize[], takesImages: boolean, limit: number) {
    this.#figures = figures;
    this.#takesImages = takesImages;
    this.#limit = limit;
  }

  /** Every image by name. */
  get known(): ReadonlyMap<string, ShownImage> {
    return this.#known;
  }

  /** Takes the preview of a figure; its name is the figure's id. Previews do not count towards the limit. */
  addPreview(name: string, preview: ShownImage): MessageImage {
    this.#add(name, preview);
    return describe(name, preview, this.#takesImages ? undefined : TEXT_ONLY);
  }

  /**
   * Takes the images that the cell of a turn showed: named `t<turn>-<n>`, or `t<turn>r<rerun>-<n>`, judged, and sent as far as
   * the limit allows.
   */
  addTurn(
    turn: number,
    images: readonly ShownImage[],
    rerun?: number,
  ): { observed: ObservedImage[]; described: MessageImage[] } {
    const observed: ObservedImage[] = [];
    const described: MessageImage[] = [];
    images.forEach((image, index) => {
      const name = `t${turn}${rerun === undefined ? '' : `r${rerun}`}-${index + 1}`;
      observed.push({ ...image, name, gain: imageGain(image, this.#seen, this.#figures) });
      const withheld = this.#withhold();
      described.push(describe(name, image, withheld));
      // A model without eyes is judged by what its code showed.
      if (withheld === undefined || withheld === TEXT_ONLY) this.#add(name, image);
      else this.#known.set(name, image);
    });
    return { observed, described };
  }

  #withhold(): string | undefined {
    if (!this.#takesImages) return TEXT_ONLY;
    if (this.#sent >= this.#limit) return `the run's limit of images (${this.#limit}) is reached`;
    this.#sent += 1;
    return undefined;
  }

  #add(name: string, image: ShownImage): void {
    this.#known.set(name, image);
    this.#seen.push({ ...image, name });
  }
}

function describe(name: string, image: ShownImage, withheld: string | undefined): MessageImage {
  const { width, height, frame, title } = image;
  return {
    name,
    width,
    height,
    ...(frame && { frame }),
    ...(title !== undefined && { title }),
    ...(withheld !== undefined && { withheld }),
  };
}
