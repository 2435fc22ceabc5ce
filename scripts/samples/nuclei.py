"""Draws media/samples/nuclei.png: fluorescent nuclei, 48 of them, on an uneven and noisy background.

Run in the sandbox: figscope run scripts/samples/nuclei.py --figure media/samples/nuclei.png
The scale bar is 20 µm long; a pixel is 0.25 µm.
"""

import cv2
import figkit
import numpy as np

WIDTH, HEIGHT, COUNT = 720, 540, 48
rng = np.random.default_rng(20)


def places():
    """Centres, half axes and angles: 12 touching pairs, the rest apart."""
    found = []

    def free(x, y, radius, ignore=()):
        return all(np.hypot(x - n[0], y - n[1]) > radius + n[2] + 9 for i, n in enumerate(found) if i not in ignore)

    while len(found) < COUNT:
        x, y = rng.uniform(30, WIDTH - 30), rng.uniform(30, HEIGHT - 75)
        a, b = rng.uniform(17, 24), rng.uniform(13, 17)
        angle = rng.uniform(0, np.pi)
        pair = len(found) < 24
        if not free(x, y, 2.2 * a if pair else a):
            continue
        found.append((x, y, a, b, angle))
        if pair:
            # A neighbour beside the long side: the outlines touch.
            side = angle + np.pi / 2
            c, d = rng.uniform(17, 22), rng.uniform(13, 16)
            reach = b + d - 1
            found.append((x + reach * np.cos(side), y + reach * np.sin(side), c, d, angle + rng.uniform(-0.3, 0.3)))
    return found[:COUNT]


y, x = np.mgrid[0:HEIGHT, 0:WIDTH].astype(np.float32)
image = 16 + 14 * x / WIDTH + 8 * np.exp(-(((x - 480) / 260) ** 2 + ((y - 180) / 200) ** 2))
for cx, cy, a, b, angle in places():
    u = (x - cx) * np.cos(angle) + (y - cy) * np.sin(angle)
    v = -(x - cx) * np.sin(angle) + (y - cy) * np.cos(angle)
    inside = np.clip(1 - ((u / a) ** 2 + (v / b) ** 2), 0, 1)
    texture = 1 + 0.12 * np.sin(u / 2.7 + cx) * np.cos(v / 2.3 + cy)
    image = np.maximum(image, image + rng.uniform(80, 175) * np.minimum(1, 3 * inside) ** 0.6 * texture)
image = cv2.GaussianBlur(np.asarray(image), (0, 0), 1.1)
image = rng.poisson(np.asarray(image) * 1.6) / 1.6 + rng.normal(0, 2.0, image.shape)

gray = np.clip(image, 0, 255)
rgb = np.stack([gray * 0.25, gray * 0.45, gray], axis=-1).astype(np.uint8)
bar = (WIDTH - 110, HEIGHT - 28, WIDTH - 30, HEIGHT - 22)
rgb[bar[1] : bar[3], bar[0] : bar[2]] = 255
cv2.putText(rgb, '20 um', (bar[0] + 8, bar[1] - 9), cv2.FONT_HERSHEY_SIMPLEX, 0.62, (255, 255, 255), 2, cv2.LINE_AA)
figkit.show(rgb, title='nuclei')
