import type { Figure } from '../../figures/figure.ts';
import type { RunLimits } from '../limits.ts';
import type { PackageStatus } from '../sandbox.ts';

/** What a system prompt can speak of. */
export interface PromptContext {
  readonly figures: readonly PromptFigure[];
  readonly packages: readonly PackageStatus[];
  readonly limits: RunLimits;
  /** Does the model take images? */
  readonly seesImages: boolean;
}

/** What is known of a figure before it is looked at. Width and height in source pixels, after EXIF rotation. */
export type PromptFigure = Pick<
  Figure,
  'id' | 'name' | 'width' | 'height' | 'page' | 'pages' | 'pixelSize' | 'caption'
>;
