import * as l10n from '@vscode/l10n';
import type { Page } from '../host/page.ts';

/** Puts text on the clipboard and says so. */
export function copyText(page: Page, text: string): void {
  page.attempt(navigator.clipboard.writeText(text).then(() => say(page, l10n.t('Copied.'))));
}

/** Puts an image on the clipboard and says so. */
export function copyImage(page: Page, png: Blob): void {
  const item = new ClipboardItem({ [png.type]: png });
  page.attempt(navigator.clipboard.write([item]).then(() => say(page, l10n.t('Image copied.'))));
}

function say(page: Page, text: string): void {
  page.said.set('');
  page.said.set(text);
}
