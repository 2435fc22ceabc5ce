import type { Box } from '../../src/figures/frame.ts';
import type { PanelExchange } from '../host/session.ts';
import { WHOLE } from '../words/words.ts';
import type { Size } from './geometry.ts';

/** A region of a figure that an image or a piece of evidence shows. */
export interface DrawnFrame {
  /** Name of the image (`t2-1`), or of the evidence (`e3-1`: the first of the answer of turn 3). */
  readonly name: string;
  /** What is written at the frame: `t2-1`, or `e1`. */
  readonly label: string;
  readonly title: string;
  readonly box: Box;
  readonly kind: 'image' | 'evidence';
  /** Of a question before the last one that has any here. */
  readonly earlier: boolean;
}

/** Name of an answer's piece of evidence that is a region and no image, unique within the session. */
export function evidenceName(turn: number, index: number): string {
  return `e${turn}-${index + 1}`;
}

/** What such a piece of evidence is called next to its answer. */
export function evidenceLabel(index: number): string {
  return `e${index + 1}`;
}

/** The frames that a run has on one figure, oldest first; views of the whole figure are left out. */
export function framesOn(
  figure: string,
  size: Size,
  exchanges: readonly PanelExchange[],
): readonly DrawnFrame[] {
  const frames: (Omit<DrawnFrame, 'earlier'> & { readonly question: number })[] = [];
  exchanges.forEach((exchange, question) => {
    for (const turn of exchange.turns) {
      const observations = [turn.observation, ...turn.reruns.map(({ observation }) => observation)];
      for (const image of observations.flatMap((observation) => observation?.images ?? [])) {
        if (image.frame?.figure !== figure || isWhole(image.frame.box, size)) continue;
        const { name, title = '' } = image;
        frames.push({ name, label: name, title, box: image.frame.box, kind: 'image', question });
      }
    }
    exchange.answer?.evidence.forEach(({ frame, image, text }, index) => {
      if (frame?.figure !== figure || image !== undefined || isWhole(frame.box, size)) return;
      const name = evidenceName(exchange.answer?.turn ?? 0, index);
      const label = evidenceLabel(index);
      frames.push({ name, label, title: text, box: frame.box, kind: 'evidence', question });
    });
  });
  const last = Math.max(...frames.map(({ question }) => question));
  return frames.map(({ question, ...frame }) => ({ ...frame, earlier: question < last }));
}

function isWhole([x1, y1, x2, y2]: Box, { width, height }: Size): boolean {
  return ((x2 - x1) * (y2 - y1)) / (width * height) >= WHOLE;
}
