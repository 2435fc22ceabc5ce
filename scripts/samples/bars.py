"""Draws media/samples/bars.png: yields of six catalysts, a bar chart with a value axis in percent steps of 20.

Run in the sandbox: figscope run scripts/samples/bars.py --figure media/samples/bars.png
The values are those of VALUES.
"""

import cv2
import figkit
import numpy as np

VALUES = {'Pt': 74, 'Pd': 91, 'Ru': 47, 'Rh': 63, 'Ir': 28, 'Ni': 55}
WIDTH, HEIGHT = 760, 520
LEFT, RIGHT, TOP, BOTTOM = 104, 730, 74, 430
INK, GRID, BAR = (38, 42, 50), (222, 226, 232), (52, 118, 166)

# Drawn four times as large and shrunk, so that letters and edges are smooth.
FINE = 4
canvas = np.full((HEIGHT * FINE, WIDTH * FINE, 3), 255, np.uint8)


def at(*point):
    return tuple(round(v * FINE) for v in point)


def text(target, words, x, y, size, weight=1.0, anchor=0.5, color=INK):
    """Text with its baseline at y; ``anchor`` 0 left, 0.5 centred, 1 right of x."""
    scale, thick = size * FINE, max(1, round(weight * 1.5 * FINE))
    (wide, _), _ = cv2.getTextSize(words, cv2.FONT_HERSHEY_SIMPLEX, scale, thick)
    origin = (round(x * FINE - anchor * wide), round(y * FINE))
    cv2.putText(target, words, origin, cv2.FONT_HERSHEY_SIMPLEX, scale, color, thick, cv2.LINE_AA)


def y_of(value):
    return BOTTOM - (BOTTOM - TOP) * value / 100


for value in range(0, 101, 20):
    cv2.line(canvas, at(LEFT, y_of(value)), at(RIGHT, y_of(value)), GRID, FINE)
    cv2.line(canvas, at(LEFT - 6, y_of(value)), at(LEFT, y_of(value)), INK, FINE)
    text(canvas, str(value), LEFT - 12, y_of(value) + 6, 0.52, anchor=1)

step = (RIGHT - LEFT) / len(VALUES)
for index, (name, value) in enumerate(VALUES.items()):
    middle = LEFT + step * (index + 0.5)
    cv2.rectangle(canvas, at(middle - 0.32 * step, y_of(value)), at(middle + 0.32 * step, BOTTOM), BAR, -1)
    cv2.line(canvas, at(middle, BOTTOM), at(middle, BOTTOM + 6), INK, FINE)
    text(canvas, name, middle, BOTTOM + 27, 0.56)

cv2.line(canvas, at(LEFT, TOP), at(LEFT, BOTTOM), INK, FINE)
cv2.line(canvas, at(LEFT, BOTTOM), at(RIGHT, BOTTOM), INK, FINE)
text(canvas, 'Hydrogenation yield by catalyst', (LEFT + RIGHT) / 2, 42, 0.78, 1.4)
text(canvas, 'Catalyst metal', (LEFT + RIGHT) / 2, HEIGHT - 22, 0.6)

label = np.full((34 * FINE, 300 * FINE, 3), 255, np.uint8)
text(label, 'Yield after 2 h (%)', 150, 24, 0.6)
turned = cv2.rotate(label, cv2.ROTATE_90_COUNTERCLOCKWISE)
y, x = at(0, (TOP + BOTTOM) / 2 - 150)[1], at(18, 0)[0]
canvas[y : y + turned.shape[0], x : x + turned.shape[1]] = np.minimum(
    canvas[y : y + turned.shape[0], x : x + turned.shape[1]], turned
)

chart = cv2.resize(canvas, (WIDTH, HEIGHT), interpolation=cv2.INTER_AREA)
figkit.show(chart, title='bars')
