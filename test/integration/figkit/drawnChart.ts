import type { Observation } from '../../../src/reasoning/sandbox.ts';

/**
 * Python that draws bar charts with known values, so that reading them can be checked.
 *
 * `chart(values, …)` gives an RGB array: `values` is {category: number} or {category: {series: number}}.
 */
export const DRAWING = `
def chart(values, low, high, step, width=700, height=460, dark=False, grid=True, frame=False, horizontal=False, log=False,
          label=lambda v: f"{v:g}", title=None, category_title=None, value_title=None, colors=((52, 118, 166), (222, 120, 40), (90, 160, 80)),
          stacked=False, plot_ground=None, bar_share=0.7, legend=False):
    fine = 4
    ground = np.array((22, 24, 30) if dark else (255, 255, 255), np.uint8)
    ink = (225, 226, 230) if dark else (40, 44, 52)
    faint = (64, 68, 76) if dark else (218, 222, 228)
    unit = min(width, height) / 460
    size, thin = 0.5 * unit * fine, max(1, round(fine * max(unit, 0.8)))
    canvas = np.empty((height * fine, width * fine, 3), np.uint8); canvas[:] = ground
    left, right, top, bottom = 92 * unit, width - (110 if legend else 22) * unit, 56 * unit, height - 74 * unit
    at = lambda x, y: (round(x * fine), round(y * fine))
    def text(target, words, x, y, anchor, scale=size):
        (w, h), _ = cv2.getTextSize(words, cv2.FONT_HERSHEY_SIMPLEX, scale, round(1.4 * thin))
        cv2.putText(target, words, (round(x * fine - anchor * w), round(y * fine + h / 2)), cv2.FONT_HERSHEY_SIMPLEX, scale, ink, round(1.4 * thin), cv2.LINE_AA)
    share = (lambda v: (np.log10(v) - np.log10(low)) / (np.log10(high) - np.log10(low))) if log else (lambda v: (v - low) / (high - low))
    place = (lambda v: left + (right - left) * share(v)) if horizontal else (lambda v: bottom - (bottom - top) * share(v))
    if plot_ground: cv2.rectangle(canvas, at(left, top), at(right, bottom), plot_ground, -1)
    ticks = [10.0 ** k for k in range(round(np.log10(low)), round(np.log10(high)) + 1)] if log else [round(low + k * step, 9) for k in range(round((high - low) / step) + 1)]
    for v in ticks:
        p = place(v)
        if horizontal:
            if grid: cv2.line(canvas, at(p, top), at(p, bottom), faint, thin)
            cv2.line(canvas, at(p, bottom), at(p, bottom + 5 * unit), ink, thin); text(canvas, label(v), p, bottom + 16 * unit, 0.5)
        else:
            if grid: cv2.line(canvas, at(left, p), at(right, p), faint, thin)
            cv2.line(canvas, at(left - 5 * unit, p), at(left, p), ink, thin); text(canvas, label(v), left - 10 * unit, p, 1)
    base = place(low if log or low > 0 else 0)
    slot = ((bottom - top) if horizontal else (right - left)) / len(values)
    series = []
    for k, (name, value) in enumerate(values.items()):
        middle = (top if horizontal else left) + slot * (k + 0.5)
        if horizontal: text(canvas, name, left - 10 * unit, middle, 1)
        else: text(canvas, name, middle, bottom + 16 * unit, 0.5)
        parts = value if isinstance(value, dict) else {None: value}
        series = [s for s in parts if s]
        wide = slot * bar_share / (1 if stacked else len(parts)); total = 0.0
        for i, v in enumerate(parts.values()):
            a = middle - wide * (0.5 if stacked else len(parts) / 2 - i); b = a + wide
            start, end = (place(total), place(total + v)) if stacked else (base, place(v))
            total += v
            corners = (at(start, a), at(end, b)) if horizontal else (at(a, start), at(b, end))
            cv2.rectangle(canvas, *corners, colors[i], -1)
    cv2.line(canvas, at(left, top), at(left, bottom), ink, thin)
    cv2.line(canvas, *((at(left, bottom), at(right, bottom))), ink, thin)
    if frame: cv2.rectangle(canvas, at(left, top), at(right, bottom), ink, thin)
    for i, s in enumerate(series if legend else []):
        y = top + (14 + 24 * i) * unit
        cv2.rectangle(canvas, at(right + 14 * unit, y - 6 * unit), at(right + 26 * unit, y + 6 * unit), colors[i], -1); text(canvas, s, right + 33 * unit, y, 0)
    under, beside = (value_title, category_title) if horizontal else (category_title, value_title)
    if title: text(canvas, title, (left + right) / 2, 24 * unit, 0.5, 1.45 * size)
    if under: text(canvas, under, (left + right) / 2, height - 22 * unit, 0.5, 1.1 * size)
    if beside:
        strip = np.empty((round(26 * unit * fine), canvas.shape[0], 3), np.uint8); strip[:] = ground
        text(strip, beside, (height - (top + bottom) / 2), 13 * unit, 0.5, 1.1 * size)
        canvas[:, round(8 * unit) * fine : round(8 * unit) * fine + strip.shape[0]] = cv2.rotate(strip, cv2.ROTATE_90_COUNTERCLOCKWISE)
    return cv2.resize(canvas, (width, height), interpolation=cv2.INTER_AREA)
`;

/** Python that draws a chart, reads its bars and prints them with the axes as one JSON line. */
export function readDrawn(call: string): string {
  return `${DRAWING}
drawn = chart(${call})
result = figkit.read_bars(drawn)
print(json.dumps(result.to_dict()))
`;
}

export interface ReadAxis {
  readonly kind: string;
  readonly title: string | null;
  readonly unit: string;
  readonly ticks: readonly { label: string; value: number | null }[];
}

export interface ReadBars {
  readonly orientation: string | null;
  readonly stacked: boolean;
  readonly bars: readonly { label: string | null; value: number | null; series: string | null }[];
  readonly axes: { title: string | null; x: ReadAxis | null; y: ReadAxis | null };
  readonly warnings: readonly string[];
}

/** The JSON line of a cell; fails with the cell's error when there is one. */
export function printed<T>(observation: Observation): T {
  if (observation.error) throw new Error(`${observation.error.type}: ${observation.error.message}`);
  return JSON.parse(observation.stdout.trim().split('\n').at(-1) ?? '') as T;
}
