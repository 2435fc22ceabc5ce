import type { Box } from '../../../figures/frame.ts';
import { python } from '../region.ts';
import type { SceneFigure } from '../step.ts';
import { DRAWN } from './drawn.ts';

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

/** Tries the readers that fit, to tell what kind of figure it is. */
export function overviewCell(figure: SceneFigure): string {
  const image = figure.id;
  return `
# Drawn figures are flat: most pixels equal the one below them. Photographed ones have noise, and no axes to read.
flat = (${image}[1:] == ${image}[:-1]).all(axis=2).mean()
chart = figkit.read_bars(${image}) if flat > ${String(DRAWN)} else None
axes = chart.axes if chart else None

def ticks(axis):
    return len([tick for tick in axis.ticks if tick.value is not None]) if axis else 0

x_ticks, y_ticks = (ticks(axes.x), ticks(axes.y)) if axes else (0, 0)
bars = chart.bars if chart else []
text = [line.text for line in figkit.read_text(${image}).lines if line.confidence > 60 and len(line.text) > 2]
scale_bar = figkit.scale_bar(${image})
objects = None if max(x_ticks, y_ticks) > 2 else figkit.count_objects(${image})
print(f"{len(bars)} bars, {x_ticks} and {y_ticks} numbers on the axes, {len(text)} lines of text")
print(scale_bar or "no scale bar")
print(objects or "objects not counted: it has axes")
if objects:
    figkit.show(objects.annotated, title="objects found")
elif bars:
    figkit.show(chart.annotated, title="bars found")
else:
    figkit.show(${image}, title="the chart")

print(json.dumps({
    "flat": float(flat), "bars": len(bars), "valued": len([bar for bar in bars if bar.value is not None]),
    "orientation": chart.orientation if bars else None, "labels": [str(bar.label)[:20] for bar in bars[:12] if bar.label],
    "x_ticks": x_ticks, "y_ticks": y_ticks, "title": axes.title if axes else None,
    "x_title": axes.x.title if axes and axes.x else None, "y_title": axes.y.title if axes and axes.y else None,
    "lines": [line[:60] for line in text[:12]], "line_count": len(text),
    "objects": objects.count if objects else 0, "low": objects.low if objects else 0, "high": objects.high if objects else 0,
    "polarity": objects.polarity if objects else None, "scale_bar": scale_bar.text if scale_bar else None,
    "grey": bool(np.ptp(${image}[::3, ::3], axis=2).mean() < 4),
}))
`.trim();
}
