import { l10n, ThemeIcon, window, type QuickPickItem } from 'vscode';
import { dimensionsOf } from './dimensions.ts';
import { notebookName, placeOf, type OutputImage } from './outputs.ts';
import type { Thumbnails } from './thumbnails.ts';

interface Item extends QuickPickItem {
  readonly images: readonly OutputImage[];
}

/** Which of several pictures is meant: one, or all of them to compare. Nothing when the user turns away. */
export async function pickImages(
  images: readonly OutputImage[],
  thumbnails: Thumbnails,
): Promise<readonly OutputImage[] | undefined> {
  if (images.length < 2) return images;
  const items = Promise.all(images.map((image) => itemOf(image, thumbnails))).then((each) => [
    ...each,
    {
      label: l10n.t('All {0} images', images.length),
      description: l10n.t('to compare them'),
      iconPath: new ThemeIcon('files'),
      images,
    },
  ]);
  const picked = await window.showQuickPick<Item>(items, {
    title: l10n.t('Ask About This Output'),
    placeHolder: l10n.t('Several images: choose the one to ask about'),
  });
  return picked?.images;
}

async function itemOf(image: OutputImage, thumbnails: Thumbnails): Promise<Item> {
  const [{ text }, thumbnail] = await Promise.all([dimensionsOf(image), thumbnails.of(image)]);
  return {
    label: placeOf(image),
    description: text,
    detail: notebookName(image.cell),
    iconPath: thumbnail ?? new ThemeIcon('file-media'),
    images: [image],
  };
}
