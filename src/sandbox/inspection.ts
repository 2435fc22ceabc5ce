import * as z from 'zod';
import type { Figure } from '../figures/figure.ts';
import type { Observation } from '../reasoning/sandbox.ts';

/** The cell that inspects a figure. It prints one JSON line; what does not fit the kind of figure is left out. */
export const INSPECTION_CELL = `import json
import figkit

about = figkit.describe(image_1)
seen = about.to_dict()
if about.kind.endswith("micrograph"):
    bar = figkit.scale_bar(image_1)
    found = figkit.count_objects(image_1)
    seen["scale_bar"] = bar.to_dict() if bar else None
    seen["objects"] = dict(count=found.count, low=found.low, high=found.high, polarity=found.polarity)
elif about.kind not in ("photo", "unknown"):
    seen["axes"] = figkit.read_axes(image_1).to_dict()
    if about.kind == "bar chart":
        seen["bars"] = [bar.to_dict() for bar in figkit.read_bars(image_1).bars]
pixel_size = image_1.pixel_size
seen["pixel_size"] = dict(x=pixel_size.x, y=pixel_size.y, unit=pixel_size.unit) if pixel_size else None
print(json.dumps(seen, default=str))`;

const axis = z
  .looseObject({
    kind: z.string(),
    title: z.string().nullable(),
    unit: z.string().nullable(),
    ticks: z.array(z.looseObject({ label: z.string().nullable(), value: z.number().nullable() })),
  })
  .nullable();
type InspectedAxis = NonNullable<z.infer<typeof axis>>;

/** What that line holds. Further facts ride along into `--json`. */
const inspection = z.looseObject({
  kind: z.string(),
  confidence: z.number(),
  text: z.array(z.string()),
  facts: z.record(z.string(), z.unknown()),
  axes: z.looseObject({ title: z.string().nullable(), x: axis, y: axis }).optional(),
  bars: z
    .array(z.looseObject({ label: z.string().nullable(), value: z.number().nullable() }))
    .optional(),
  scale_bar: z
    .looseObject({ value: z.number(), unit: z.string(), length_px: z.number() })
    .nullish(),
  objects: z
    .object({ count: z.number(), low: z.number(), high: z.number(), polarity: z.string() })
    .optional(),
  pixel_size: z.object({ x: z.number(), y: z.number(), unit: z.string() }).nullable(),
});
export type Inspection = z.infer<typeof inspection>;

/**
 * What the cell saw.
 * @throws Error with a sentence for the user when the cell failed
 */
export function readInspection({ error, stdout }: Observation): Inspection {
  if (error) throw new Error(`The figure could not be described: ${error.message}`);
  return inspection.parse(JSON.parse(stdout));
}

/** The whole inspection as JSON: what `figscope inspect --json` prints. @param notices from reading the figure, the sandbox and the cell */
export function inspectionResult(
  figure: Figure,
  seen: Inspection,
  notices: readonly string[],
): object {
  const { bytes, notices: _, ...header } = figure;
  return {
    schema: 'figscope.inspect/1',
    figure: { ...header, fileBytes: bytes.length },
    ...seen,
    notices,
  };
}

/** The inspection in lines of name and words, for a person. */
export function inspectionLines(seen: Inspection): [name: string, words: string][] {
  const { axes, bars, scale_bar: bar, objects, pixel_size: size, text } = seen;
  const lines: [string, string | undefined][] = [
    ['Kind', `${seen.kind} (confidence ${Math.round(seen.confidence * 100)} %)`],
    ['Title', axes?.title ?? undefined],
    ['x axis', axes?.x ? axisWords(axes.x) : undefined],
    ['y axis', axes?.y ? axisWords(axes.y) : undefined],
    [
      'Bars',
      bars
        ?.map(
          ({ label, value }) =>
            `${label ?? '?'} ${value === null ? '?' : Number(value.toPrecision(4))}`,
        )
        .join(', '),
    ],
    ['Scale bar', bar ? `${bar.value} ${bar.unit} in ${bar.length_px} px` : undefined],
    ['Pixel size', size ? `${size.x} × ${size.y} ${size.unit}` : undefined],
    ['Objects', objects && objectWords(objects)],
    ['Text', text.length > 0 ? text.join(' · ') : undefined],
  ];
  return lines.filter((line): line is [string, string] => Boolean(line[1]));
}

function axisWords({ kind, title, unit, ticks }: InspectedAxis): string {
  const values = ticks.flatMap(({ value }) => (value === null ? [] : [value]));
  const labels = ticks.flatMap(({ label }) => (label === null ? [] : [label]));
  const range =
    values.length > 1 ? `${Math.min(...values)} to ${Math.max(...values)}` : labels.join(', ');
  return [title && `“${title}”`, kind, `${range}${unit ? ` ${unit}` : ''}`]
    .filter(Boolean)
    .join(', ');
}

function objectWords({ count, low, high, polarity }: NonNullable<Inspection['objects']>): string {
  const range = low === high ? '' : `, ${low} to ${high} over the thresholds tried`;
  return `${count}, ${polarity} against the background${range}`;
}
