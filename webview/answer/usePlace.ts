import type { Frame } from '../../src/figures/frame.ts';
import { usePage } from '../host/page.ts';
import { useSelected } from '../host/store.ts';
import { showImage } from '../run/showImage.ts';

interface Place {
  readonly lit: boolean;
  /** Lights the place up, on the figure and among the images, or puts the light out. */
  readonly light: (on: boolean) => void;
  /** Scrolls to the image, and brings the figure with the frame into sight. */
  readonly show: () => void;
}

/**
 * A place that words point to: an image of the run, or a region of a figure.
 * @param name what is lit up
 * @param image the image to scroll to
 * @param frame looked up when the place is shown
 */
export function usePlace(
  name: string,
  image: string | undefined,
  frame: () => Frame | undefined,
): Place {
  const { highlight, kept } = usePage();
  const lit = useSelected(highlight, (lighted) => lighted === name);
  return {
    lit,
    light: (on) => highlight.set(on ? name : undefined),
    show: () => {
      const at = frame();
      if (at) kept.change({ figure: at.figure, figureHidden: false, framesHidden: false });
      if (image !== undefined) showImage(image);
      highlight.set(name);
    },
  };
}
