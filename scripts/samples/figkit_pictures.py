"""Draws the pictures of docs/figkit.md (media/figkit/<title>.png) from the sample micrograph.

Run in the sandbox: figscope run scripts/samples/figkit_pictures.py --figure media/samples/nuclei.png
"""

import cv2
import figkit

region = [430, 180, 590, 300]
view = figkit.crop(image_1, region)
figkit.show(view, title='crop')
close = figkit.zoom(image_1, region, scale=3)
figkit.show(close, title='zoom')
figkit.show(figkit.enhance(close, contrast='local', denoise=True), title='enhance')
found = figkit.count_objects(close)
figkit.show(figkit.draw_boxes(close, [o.box for o in found.objects], [str(o.id) for o in found.objects]), title='draw_boxes')
figkit.show(figkit.mark_points(close, [o.centroid for o in found.objects], True, 'yellow'), title='mark_points')


def half(picture):
    return cv2.resize(picture, None, fx=0.6, fy=0.6, interpolation=cv2.INTER_AREA)


whole = figkit.count_objects(image_1)
figkit.show(half(whole.annotated), title='count_objects')
measured = figkit.measure_objects(image_1)
sizes = [f'{o.diameter:.1f}' for o in figkit.measure_objects(whole, pixel_size=(0.25, 'um')).objects]
figkit.show(half(figkit.draw_boxes(image_1, [o.box for o in measured.objects], sizes)), title='measure_objects')
bar = figkit.scale_bar(image_1)
print(whole, figkit.measure_objects(image_1), bar, sep='\n')
figkit.show(figkit.zoom(bar.annotated, [560, 470, 720, 540], scale=2), title='scale_bar')
figkit.show(cv2.resize(figkit.segment(view).labels.astype('float32'), None, fx=3, fy=3, interpolation=cv2.INTER_NEAREST).astype('int32'), title='segment')
