/** The two ways of reading a bar chart that are compared, as cells. Each prints one JSON line. */

export const OURS = `
result = figkit.read_bars(image_1)
axis = result.axes.x if result.orientation == "horizontal" else result.axes.y
print(json.dumps({"bars": [{"label": bar.label, "value": bar.value} for bar in result.bars],
                  "scaled": bool(axis is not None and axis.has_scale)}))
`;

/**
 * The naive way: Otsu's threshold, an opening that removes thin lines, and connected components give the bars; the text recognised on the enlarged whole
 * chart gives the smallest and largest number, which are taken as the two ends of the plot.
 */
export const NAIVE = `
from figkit import _ocr
gray = cv2.cvtColor(np.ascontiguousarray(image_1), cv2.COLOR_RGB2GRAY)
numbers = []
for word in _ocr.recognize(cv2.resize(np.asarray(gray), None, fx=3, fy=3, interpolation=cv2.INTER_CUBIC), 11):
    try:
        numbers.append((float(word["text"].replace(",", "").rstrip("%")), [v / 3 for v in word["box"]]))
    except ValueError:
        pass
_, mask = cv2.threshold(np.asarray(gray), 0, 255, cv2.THRESH_BINARY_INV + cv2.THRESH_OTSU)
mask = cv2.morphologyEx(mask, cv2.MORPH_OPEN, np.ones((3, 3), np.uint8))
_, _, stats, _ = cv2.connectedComponentsWithStats(mask)
boxes = [s for s in stats[1:] if s[4] > 0.8 * s[2] * s[3] and min(s[2], s[3]) >= 4 and s[4] >= 40]
values = []
if len(numbers) >= 2 and boxes:
    low, high = min(numbers, key=lambda n: n[0]), max(numbers, key=lambda n: n[0])
    vertical = np.std([s[1] + s[3] for s in boxes]) <= np.std([s[0] for s in boxes])
    axis = 1 if vertical else 0
    span = abs((low[1][axis] + low[1][axis + 2]) - (high[1][axis] + high[1][axis + 2])) / 2
    if span > 4:
        values = [float(s[3 if vertical else 2] / span * (high[0] - low[0])) for s in boxes]
print(json.dumps(values))
`;
