import type { Box } from '../../../figures/frame.ts';
import { python } from '../region.ts';
import type { SceneFigure } from '../step.ts';

/** Most bars a cell prints: its output must fit into what a model gets to see. */
export const MOST_BARS = 60;

/**
 * Reads the bars of a chart and prints them as one JSON line.
 * @param scale above 1: the chart is enlarged first, for small print
 */
export function barsCell(figure: SceneFigure, box: Box | undefined, scale: number): string {
  const region = box ?? [0, 0, figure.width, figure.height];
  const view =
    scale === 1
      ? box === undefined
        ? figure.id
        : `figkit.crop(${figure.id}, ${python(box)})`
      : `figkit.zoom(${figure.id}, ${python(region)}, scale=${String(scale)})`;
  return `
view = ${view}
chart = figkit.read_bars(view)
axes = chart.axes
value_axis = axes.x if chart.orientation == "horizontal" else axes.y
print(chart)
if chart.bars:
    figkit.show(chart.annotated, title="bars as they were read")

# What one pixel is worth on the value axis: no bar can be read more finely than that.
ticks = [tick.value for tick in value_axis.ticks if tick.value is not None] if value_axis else []
places = [tick.pixel for tick in value_axis.ticks if tick.value is not None] if value_axis else []
log = bool(value_axis and value_axis.kind == "log")
per_pixel = relative = None
if len(ticks) > 1:
    pixels = max(abs(places[-1] - places[0]), 1)
    if log:
        relative = (max(ticks) / min(ticks)) ** (1 / pixels) - 1
    else:
        per_pixel = abs(ticks[-1] - ticks[0]) / pixels

# Drawn figures are flat: most pixels equal the one below them. In a photograph there are no bars to read.
flat = (view[1:] == view[:-1]).all(axis=2).mean()

print(json.dumps({
    "flat": float(flat),
    "bars": [[bar.label, bar.value, bar.series] for bar in chart.bars[:${String(MOST_BARS)}]],
    "total": len(chart.bars),
    "orientation": chart.orientation,
    "stacked": chart.stacked,
    "ticks": len(ticks),
    "per_pixel": per_pixel,
    "relative": relative,
    "x_title": axes.x.title if axes and axes.x else None,
    "y_title": axes.y.title if axes and axes.y else None,
    "title": axes.title if axes else None,
    "warnings": chart.warnings[:5],
}))
`;
}
