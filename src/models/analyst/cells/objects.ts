import type { Box } from '../../../figures/frame.ts';
import type { Measure, ObjectSelection, Polarity, SizeFilter } from '../question/intent.ts';
import { python } from '../region.ts';
import type { SceneFigure } from '../step.ts';
import { pixelLength, type Calibration } from '../units.ts';
import { variableName } from '../wording.ts';

/** What a survey cell is to do. */
export interface Survey {
  readonly figure: SceneFigure;
  readonly objects: ObjectSelection;
  readonly polarity: Polarity;
  readonly box: Box | undefined;
  readonly calibration: Calibration | undefined;
  /** The measure by which the largest and the smallest are chosen. */
  readonly measure: Measure;
  /** `spread`: statistics of the area and of the measure over all objects. */
  readonly wants: 'count' | 'spread';
  /** Show the largest or the smallest one in a crop of its own. */
  readonly closeUp?: 'largest' | 'smallest';
}

/** Field of an object that holds a measure. */
const FIELDS: Readonly<Record<Measure, string>> = {
  size: 'equivalent_diameter_px',
  area: 'area_px',
  diameter: 'equivalent_diameter_px',
  length: 'major_axis_px',
  width: 'minor_axis_px',
  perimeter: 'perimeter_px',
  circularity: 'circularity',
  intensity: 'mean_intensity',
};

/** Segments, counts and measures the objects, outlines them, and prints a summary as one JSON line. */
export function surveyCell(survey: Survey): string {
  const { objects, polarity } = survey;
  const items = variableName(objects.noun);
  const split = objects.split ? '' : ', split=False';
  return [
    `view = ${viewOf(survey.figure, survey.box)}`,
    `found = figkit.count_objects(view, polarity="${polarity}"${split})`,
    `measured = figkit.measure_objects(found${pixelSizeOf(survey)})`,
    `${items} = ${selectionOf(survey)}`,
    'print(found)',
    'print(measured)',
    ...show(survey, items),
    '',
    ...summary(survey, items),
  ].join('\n');
}

function viewOf(figure: SceneFigure, box: Box | undefined): string {
  return box === undefined ? figure.id : `figkit.crop(${figure.id}, ${python(box)})`;
}

function pixelSizeOf({ calibration }: Survey): string {
  if (calibration === undefined) return '';
  return `, pixel_size=(${String(Number(calibration.size.toPrecision(6)))}, "${calibration.unit}")`;
}

function selectionOf({ objects, calibration }: Survey): string {
  const conditions = [
    ...objects.filters.map((filter) => condition(filter, calibration)),
    ...(objects.excludeBorder ? ['not item.touches_border'] : []),
  ];
  return conditions.length === 0
    ? 'measured.objects'
    : `[item for item in measured.objects if ${conditions.join(' and ')}]`;
}

/** A limit in pixels; a physical one is converted, with the arithmetic left for the reader to see. */
function condition(filter: SizeFilter, calibration: Calibration | undefined): string {
  const field = FIELDS[filter.of];
  const sign = (filter.side === 'above' ? '>' : '<') + (filter.inclusive ? '=' : '');
  const { value, unit } = filter.limit;
  const pixel = pixelLength(calibration, unit);
  if (pixel === undefined) return `item.${field} ${sign} ${String(value)}`;
  const factor = Number(pixel.toPrecision(6));
  const scaled = filter.of === 'area' ? `${String(factor)}**2` : String(factor);
  return `item.${field} * ${scaled} ${sign} ${String(value)}`;
}

function show(survey: Survey, items: string): string[] {
  const { objects, measure, closeUp, figure } = survey;
  const picked = objects.filters.length > 0 || objects.excludeBorder;
  const title = `"${objects.noun} found"`;
  const lines = picked
    ? [`figkit.show(figkit.draw_boxes(view, [item.box for item in ${items}]), title=${title})`]
    : [`figkit.show(found.annotated, title=${title})`];
  if (closeUp === undefined) return lines;
  const choose = closeUp === 'largest' ? 'max' : 'min';
  return [
    ...lines,
    `if ${items}:`,
    `    picked = ${choose}(${items}, key=lambda item: item.${FIELDS[measure]})`,
    '    x1, y1, x2, y2 = picked.box',
    '    room = max(x2 - x1, y2 - y1)',
    `    around = [max(0, x1 - room), max(0, y1 - room), min(${String(figure.width)}, x2 + room), min(${String(figure.height)}, y2 + room)]`,
    `    figkit.show(figkit.draw_boxes(figkit.zoom(${figure.id}, around), [picked.box]), title="the ${closeUp}")`,
  ];
}

/** The numbers that every question about objects needs, as one JSON line, and what the kind of question adds to them. */
function summary(survey: Survey, items: string): string[] {
  const extra = [...spreads(survey, items), ...places(survey, items)];
  return `
# Doubts: large, ragged outlines may hold several ${items}; a figure without noise may be drawn, not photographed.
middle = np.median([item.area_px for item in measured.objects]) if measured.objects else 0
ragged = [item for item in measured.objects if item.area_px > 2.2 * middle and item.circularity < 0.75]
ragged.sort(key=lambda item: -item.area_px)
flat = (view[1:] == view[:-1]).all(axis=2).mean()

result = {
    "count": len(${items}), "all": len(measured.objects), "low": found.low, "high": found.high, "polarity": found.polarity,
    "coverage": float(measured.coverage), "border": sum(item.touches_border for item in ${items}),
    "view": [view.shape[1], view.shape[0]], "flat": float(flat), "warnings": found.warnings[:4],
    "ragged": [[int(edge) for edge in item.box] for item in ragged[:3]], "ragged_count": len(ragged),
}
${extra.join('\n')}
print(json.dumps(result))`
    .replace('\n\nprint', '\nprint')
    .trim()
    .split('\n');
}

function spreads({ wants, measure }: Survey, items: string): string[] {
  if (wants !== 'spread') return [];
  const field = FIELDS[measure];
  return `
def spread(field):
    values = np.array([getattr(item, field) for item in ${items}], dtype=float)
    low, q1, median, q3, high = np.percentile(values, [0, 25, 50, 75, 100])
    numbers = dict(mean=values.mean(), sd=values.std(ddof=min(1, len(values) - 1)), median=median, q1=q1, q3=q3,
                   min=low, max=high, total=values.sum())
    return {name: float(f"{value:.5g}") for name, value in numbers.items()}

if ${items}:
    result["area"] = spread("area_px")
    result["measure"] = spread("${field}")`.split('\n');
}

function places({ closeUp, measure }: Survey, items: string): string[] {
  if (closeUp === undefined) return [];
  return `if ${items}:
    result["${closeUp}"] = {"x": picked.centroid[0], "y": picked.centroid[1], "area": float(picked.area_px),
                         "value": float(picked.${FIELDS[measure]}), "border": bool(picked.touches_border)}`.split(
    '\n',
  );
}

/** Counts again in an enlarged region, and everywhere without parting touching objects. */
export function closerCell(survey: Survey, polarity: Polarity, region: Box, scale: number): string {
  const { figure, objects } = survey;
  return `
# The doubtful region once more, enlarged ${String(scale)} times from the original pixels.
view = ${viewOf(figure, survey.box)}
region = ${python(region)}
before = figkit.count_objects(figkit.crop(${figure.id}, region), polarity="${polarity}")
closer = figkit.count_objects(figkit.zoom(${figure.id}, region, scale=${String(scale)}), polarity="${polarity}")
joined = figkit.count_objects(view, polarity="${polarity}", split=False)
figkit.show(closer.annotated, title="${objects.noun} in the enlarged region")
print(f"in the region: {before.count} before, {closer.count} enlarged; everywhere without parting: {joined.count}")
print(json.dumps({"before": before.count, "closer": closer.count, "joined": joined.count}))
`.trim();
}

/** Looks for axes: in a chart, letters and bars would be taken for objects. */
export function axesCell(figure: SceneFigure): string {
  return `
axes = figkit.read_axes(${figure.id})
ticks = {name: len([tick for tick in axis.ticks if tick.value is not None]) if axis else 0
         for name, axis in (("x", axes.x), ("y", axes.y))}
print(ticks)
print(json.dumps({"x": ticks["x"], "y": ticks["y"]}))
`.trim();
}
