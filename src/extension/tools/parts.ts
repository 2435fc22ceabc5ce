import { LanguageModelDataPart, LanguageModelTextPart, LanguageModelToolResult } from 'vscode';
import { imageLine } from '../../reasoning/messages/imageLine.ts';
import type { ShownImage } from '../../reasoning/sandbox.ts';

/** A tool's result: texts, and images each after a line that says what it shows. */
export function toolResult(
  texts: readonly string[],
  images: readonly (ShownImage & { readonly name: string })[] = [],
): LanguageModelToolResult {
  return new LanguageModelToolResult([
    ...texts.map((text) => new LanguageModelTextPart(text)),
    ...images.flatMap((image) => [
      new LanguageModelTextPart(imageLine(image)),
      LanguageModelDataPart.image(image.png, 'image/png'),
    ]),
  ]);
}

/** JSON that a person can read as well. */
export function json(value: unknown): string {
  return JSON.stringify(value, undefined, 1);
}
