import type { PromptFigure } from './context.ts';

/** One line that says which figure this is, how large, and what its file tells. */
export function figureLine(figure: PromptFigure): string {
  const { id, name, width, height, page, pages, pixelSize, caption } = figure;
  const parts = [`${id}: ${JSON.stringify(name)}, ${width}×${height} px`];
  if (pages > 1) parts.push(`page ${page} of ${pages}`);
  if (pixelSize) parts.push(`pixel size ${pixelSize.x} × ${pixelSize.y} ${pixelSize.unit}`);
  if (caption) parts.push(`caption ${JSON.stringify(caption)}`);
  return parts.join(', ');
}

const STRING = '"(?:[^"\\\\]|\\\\.)*"';
const LINE = new RegExp(
  `^(\\S+): (${STRING}), (\\d+)×(\\d+) px(?:, page (\\d+) of (\\d+))?` +
    `(?:, pixel size (\\S+) × (\\S+) ([^,]+))?(?:, caption (${STRING}))?$`,
  'u',
);

/** Reads a line that `figureLine` wrote; undefined for any other line. */
export function parseFigureLine(line: string): PromptFigure | undefined {
  const match = LINE.exec(line);
  if (!match) return undefined;
  const [, id = '', name = '""', width, height, page = '1', pages = '1', x, y, unit, caption] =
    match;
  return {
    id,
    name: String(JSON.parse(name)),
    width: Number(width),
    height: Number(height),
    page: Number(page),
    pages: Number(pages),
    ...(unit !== undefined && { pixelSize: { x: Number(x), y: Number(y), unit } }),
    ...(caption !== undefined && { caption: String(JSON.parse(caption)) }),
  };
}
