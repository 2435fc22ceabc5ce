"""Draws media/samples/particles.png: 60 bright particles as a scanning electron microscope shows them.

Run in the sandbox: figscope run scripts/samples/particles.py --figure media/samples/nuclei.png
The scale bar in the strip is 500 nm long; a pixel is 5 nm.
"""

import cv2
import figkit
import numpy as np

WIDTH, HEIGHT, STRIP, COUNT = 720, 540, 44, 60
rng = np.random.default_rng(7)

found = []
while len(found) < COUNT:
    r = rng.normal(25, 3.5)
    x, y = rng.uniform(r, WIDTH - r), rng.uniform(r, HEIGHT - STRIP - r)
    if 17 < r < 34 and all(np.hypot(x - a, y - b) > 0.99 * (r + c) for a, b, c in found):
        found.append((x, y, r))

y, x = np.mgrid[0:HEIGHT, 0:WIDTH].astype(np.float32)
image = 60 + 18 * y / HEIGHT + 5 * np.sin(x / 90) * np.cos(y / 70)
image = image + cv2.GaussianBlur(rng.normal(0, 30, image.shape), (0, 0), 5)
for cx, cy, r in found:
    distance = np.hypot(x - cx, y - cy) / r
    # Secondary electrons leave a sphere most easily at its rim.
    shade = 125 + 85 * np.clip(distance, 0, 1) ** 3 + rng.uniform(-12, 12)
    edge = np.clip((1 - distance) * r, 0, 1)
    image = image * (1 - edge) + shade * edge
image = cv2.GaussianBlur(image, (0, 0), 0.9) + rng.normal(0, 7, image.shape)
rgb = np.repeat(np.clip(image, 0, 255).astype(np.uint8)[:, :, None], 3, axis=2)
rgb[HEIGHT - STRIP :] = 12
left, right, middle = WIDTH - 230, WIDTH - 130, HEIGHT - STRIP // 2
white = (245, 245, 245)
rgb[middle - 1 : middle + 1, left:right] = white
for end in (left, right - 2):
    rgb[middle - 8 : middle + 8, end : end + 2] = white
cv2.putText(rgb, '500 nm', (right + 16, middle + 7), cv2.FONT_HERSHEY_SIMPLEX, 0.65, white, 1, cv2.LINE_AA)
cv2.putText(rgb, 'SEI  5.0 kV  x40,000', (16, middle + 7), cv2.FONT_HERSHEY_SIMPLEX, 0.6, white, 1, cv2.LINE_AA)
figkit.show(rgb, title='particles')
