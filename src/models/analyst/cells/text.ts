import type { Box } from '../../../figures/frame.ts';
import { python } from '../region.ts';
import type { SceneFigure } from '../step.ts';

function viewOf(figure: SceneFigure, box: Box | undefined, scale: number): string {
  const whole: Box = [0, 0, figure.width, figure.height];
  if (scale !== 1)
    return `figkit.zoom(${figure.id}, ${python(box ?? whole)}, scale=${String(scale)})`;
  return box === undefined ? figure.id : `figkit.crop(${figure.id}, ${python(box)})`;
}

/** Reads all text, line by line, and prints it as one JSON line. */
export function textCell(figure: SceneFigure, box: Box | undefined, scale: number): string {
  return `
text = figkit.read_text(${viewOf(figure, box, scale)})
for line in text.lines:
    print(f"{line.confidence:3.0f}  {line.text}")
boxes = [line.box for line in text.lines]
if boxes:
    figkit.show(figkit.draw_boxes(${figure.id}, boxes), title="text found")
print(json.dumps({"lines": [[line.text[:80], round(line.confidence), [int(edge) for edge in line.box]] for line in text.lines[:30]],
                  "total": len(text.lines)}))
`.trim();
}

/** Reads titles, ticks and kinds of both axes and prints them as one JSON line. */
export function axesTextCell(figure: SceneFigure, box: Box | undefined, scale: number): string {
  return `
axes = figkit.read_axes(${viewOf(figure, box, scale)})
print(axes)

def describe(axis):
    if axis is None:
        return None
    numbers = [tick.value for tick in axis.ticks if tick.value is not None]
    return {"title": axis.title, "kind": axis.kind, "labels": [tick.label for tick in axis.ticks][:24],
            "low": min(numbers) if numbers else None, "high": max(numbers) if numbers else None, "numbers": len(numbers)}

if axes.plot_box:
    figkit.show(figkit.draw_boxes(${figure.id}, [axes.plot_box], labels=["plot area"]), title="plot area")
print(json.dumps({"title": axes.title, "x": describe(axes.x), "y": describe(axes.y)}))
`.trim();
}

/** Tries every reader on the figure, to tell what kind of figure it is. */
export function overviewCell(figure: SceneFigure): string {
  return `
chart = figkit.read_bars(${figure.id})
axes = chart.axes
text = figkit.read_text(${figure.id})
bar = figkit.scale_bar(${figure.id})
things = figkit.count_objects(${figure.id})
flat = (${figure.id}[1:] == ${figure.id}[:-1]).all(axis=2).mean()  # drawn figures are flat, photographed ones have noise

def ticks(axis):
    return len([tick for tick in axis.ticks if tick.value is not None]) if axis else 0

print(f"{len(chart.bars)} bars, {ticks(axes.x if axes else None)} and {ticks(axes.y if axes else None)} numbers on the axes, "
      f"{len(text.lines)} lines of text, {things.count} {things.polarity} objects, scale bar: {bar}")
if len(chart.bars) > 1:
    figkit.show(chart.annotated, title="bars found")
else:
    figkit.show(things.annotated, title="objects found")
print(json.dumps({
    "bars": len(chart.bars), "orientation": chart.orientation if chart.bars else None,
    "labels": [str(bar.label)[:20] for bar in chart.bars[:12] if bar.label], "valued": len([bar for bar in chart.bars if bar.value is not None]),
    "x_ticks": ticks(axes.x if axes else None), "y_ticks": ticks(axes.y if axes else None),
    "title": axes.title if axes else None, "x_title": axes.x.title if axes and axes.x else None, "y_title": axes.y.title if axes and axes.y else None,
    "lines": [line.text[:60] for line in text.lines[:12]], "line_count": len(text.lines),
    "objects": things.count, "low": things.low, "high": things.high, "polarity": things.polarity,
    "scale_bar": bar.text if bar else None, "flat": float(flat),
    "grey": bool(np.abs(${figure.id}.astype(int)[::3, ::3].max(axis=2) - ${figure.id}.astype(int)[::3, ::3].min(axis=2)).mean() < 4),
}))
`.trim();
}
