import type { PromptFigure } from './context.ts';

/** One line that says which figure this is, how large, and what its file tells. */
export function figureLine(figure: PromptFigure): string {
  const parts = [
    `${figure.id}: ${JSON.stringify(figure.name)}, ${figure.width}×${figure.height} px`,
  ];
  if (figure.pages > 1) parts.push(`page ${figure.page} of ${figure.pages}`);
  if (figure.pixelSize) {
    const { x, y, unit } = figure.pixelSize;
    parts.push(x === y ? `1 px = ${x} ${unit}` : `1 px = ${x} ${unit} across, ${y} ${unit} down`);
  }
  if (figure.caption) parts.push(`caption ${JSON.stringify(figure.caption)}`);
  return parts.join(', ');
}
