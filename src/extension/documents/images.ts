import { latexImages } from './latexImages.ts';
import { markdownImages } from './markdownImages.ts';
import type { NamedImage } from './namedImage.ts';

export type { NamedImage } from './namedImage.ts';

/** How documents in a language name images. */
const PARSERS: Readonly<Record<string, (text: string) => NamedImage[]>> = {
  markdown: markdownImages,
  quarto: markdownImages,
  rmd: markdownImages,
  latex: latexImages,
  tex: latexImages,
};

/** Languages, by their ids in VS Code, whose documents can show figures. */
export const LANGUAGES: readonly string[] = Object.keys(PARSERS);

/** Longer texts are data rather than something that people write. */
const MAX_CHARACTERS = 2_000_000;

/** Images that a document shows, in its order. Addresses on the web are left out. */
export function imagesIn(text: string, language: string): NamedImage[] {
  return text.length > MAX_CHARACTERS ? [] : (PARSERS[language]?.(text) ?? []);
}
