/** figkit as a model needs to know it. Boxes are [x1, y1, x2, y2] in source pixels everywhere. */
export const FIGKIT_BRIEF = `figkit works on figures; boxes are [x1, y1, x2, y2] in pixels of the whole figure, x2 and y2 exclusive:
- show(image, title=None); crop(image, box); zoom(image, box, scale=None) enlarges a region from the original pixels
- from_1000(image, box): a box that you give in coordinates from 0 to 1000 of that image, in pixels
- enhance(image, contrast='auto'); draw_boxes(image, boxes, labels=None); mark_points(image, points, labels=None)
- read_text(image, box=None, zoom=None) → words and lines with boxes and confidence
- read_axes(image) → plot_box, x, y (title, kind, ticks, pixel_to_value); read_bars(image) → bars (label, value, box, color, series)
- scale_bar(image) → value, unit, length_px, pixel_size, or None
- segment(image, polarity='auto'); count_objects(image, polarity='auto', min_area=None, max_area=None, box=None) → count, low, high
- measure_objects(image, pixel_size=None) → objects (area, diameter, …) and their summary
Results are plain data: print(result). Many have .annotated: figkit.show(result.annotated).`;
