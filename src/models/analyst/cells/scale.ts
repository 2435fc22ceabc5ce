import type { SceneFigure } from '../step.ts';

/** Finds and reads the scale bar; `closer` looks at the lower part of the figure, enlarged. */
export function scaleCell(figure: SceneFigure, closer: boolean): string {
  const top = Math.round(figure.height * 0.6);
  const strip = `[0, ${String(top)}, ${String(figure.width)}, ${String(figure.height)}]`;
  const view = closer ? `figkit.zoom(${figure.id}, ${strip}, scale=2)` : figure.id;
  return `
bar = figkit.scale_bar(${view})
print(bar if bar else "no scale bar found")
if bar:
    figkit.show(figkit.draw_boxes(${figure.id}, [bar.box], labels=[bar.text or "scale bar"]), title="scale bar")
print(json.dumps({
    "found": bar is not None,
    "length_px": float(bar.length_px) if bar else None,
    "value": float(bar.value) if bar and bar.value else None,
    "unit": bar.unit if bar else None,
    "text": bar.text if bar else None,
    "confidence": float(bar.confidence) if bar else None,
}))
`.trim();
}
