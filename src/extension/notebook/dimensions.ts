import { l10n } from 'vscode';
import { words } from '../words.ts';
import type { OutputImage } from './outputs.ts';

export interface Dimensions {
  /** "640 × 480 PNG" */
  readonly text: string;
  /** Why the picture cannot be read. */
  readonly problem?: string;
}

/** Size and format of a picture, from its header. */
export async function dimensionsOf({ bytes, ending }: OutputImage): Promise<Dimensions> {
  const { readFigureBytes } = await import('../../figures/readFigureBytes.ts');
  try {
    const { width, height, format } = readFigureBytes(bytes, l10n.t('This output'));
    return { text: `${width} × ${height} ${format.toUpperCase()}` };
  } catch (error) {
    return { text: l10n.t('{0}, cannot be read', ending.toUpperCase()), problem: words(error) };
  }
}
