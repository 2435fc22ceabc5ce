/** The page's own script: plain browser JavaScript. Without it the page is complete, only less handy. */
export const SCRIPT = String.raw`
'use strict';
const all = (selector, root = document) => [...root.querySelectorAll(selector)];
const byId = (id) => document.getElementById(id);

// Theme: auto, light, dark.
const theme = byId('theme');
const themes = ['auto', 'light', 'dark'];
theme.hidden = false;
theme.addEventListener('click', () => {
  const next = themes[(themes.indexOf(document.documentElement.dataset.theme ?? 'auto') + 1) % 3];
  document.documentElement.dataset.theme = next;
  theme.textContent = 'Theme: ' + next;
});

// Thoughts: all open or all folded.
const thoughts = byId('thoughts');
thoughts.hidden = all('.thought').length === 0;
thoughts.addEventListener('click', () => {
  const open = all('.thought').some((thought) => thought.open);
  for (const thought of all('.thought')) thought.open = !open;
  thoughts.textContent = open ? 'Show thoughts' : 'Hide thoughts';
});
addEventListener('beforeprint', () => {
  for (const details of all('details')) details.open = true;
});

// An image and its region on the source figure light up together.
const light = (event, on) => {
  const image = event.target.closest?.('[data-image]')?.dataset.image;
  if (image === undefined) return;
  for (const part of all('[data-image]')) part.classList.toggle('lit', on && part.dataset.image === image);
  for (const regions of all('.regions')) regions.classList.toggle('dimmed', on);
};
for (const [type, on] of [['mouseover', true], ['mouseout', false], ['focusin', true], ['focusout', false]])
  addEventListener(type, (event) => light(event, on));

// Copy buttons.
for (const button of all('.copy')) {
  button.hidden = !navigator.clipboard;
  button.addEventListener('click', async () => {
    const text = button.parentElement.querySelector('code').textContent;
    button.textContent = await navigator.clipboard.writeText(text).then(() => 'Copied', () => 'Select and copy');
    setTimeout(() => { button.textContent = 'Copy'; }, 1600);
  });
}

// The viewer: zoom by wheel, buttons or + and -, pan by dragging or arrow keys.
const viewer = byId('viewer');
const stage = viewer.querySelector('.stage');
const shown = stage.querySelector('img');
const zoomable = all('.zoom img');
let current = 0;
let scale = 1;
let x = 0;
let y = 0;
const place = () => {
  shown.style.transform = 'translate(' + x + 'px,' + y + 'px) scale(' + scale + ')';
  shown.style.imageRendering = scale > 2 ? 'pixelated' : 'auto';
};
const fit = () => {
  const free = stage.getBoundingClientRect();
  scale = Math.min(free.width / shown.naturalWidth, free.height / shown.naturalHeight, 8);
  x = (free.width - shown.naturalWidth * scale) / 2;
  y = (free.height - shown.naturalHeight * scale) / 2;
  place();
};
const zoomBy = (factor, px = stage.clientWidth / 2, py = stage.clientHeight / 2) => {
  const next = Math.min(64, Math.max(0.05, scale * factor));
  x = px - ((px - x) * next) / scale;
  y = py - ((py - y) * next) / scale;
  scale = next;
  place();
};
const pan = (dx, dy) => { x += dx; y += dy; place(); };
const show = async (index) => {
  current = (index + zoomable.length) % zoomable.length;
  const source = zoomable[current];
  shown.src = source.src;
  shown.alt = source.alt;
  byId('viewer-caption').textContent = source.dataset.caption + '  ' + source.getAttribute('width') + ' × ' + source.getAttribute('height');
  if (!viewer.open) viewer.showModal();
  await shown.decode();
  fit();
};
zoomable.forEach((image, index) => image.closest('.zoom').addEventListener('click', () => show(index)));
const actions = {
  previous: () => show(current - 1),
  next: () => show(current + 1),
  in: () => zoomBy(1.5),
  out: () => zoomBy(1 / 1.5),
  fit,
  close: () => viewer.close(),
};
for (const button of all('[data-do]', viewer)) button.addEventListener('click', () => actions[button.dataset.do]());
const keys = {
  '+': actions.in, '=': actions.in, '-': actions.out, '0': fit, n: actions.next, p: actions.previous,
  ArrowLeft: () => pan(60, 0), ArrowRight: () => pan(-60, 0), ArrowUp: () => pan(0, 60), ArrowDown: () => pan(0, -60),
};
viewer.addEventListener('keydown', (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || !Object.hasOwn(keys, event.key)) return;
  event.preventDefault();
  keys[event.key]();
});
stage.addEventListener('wheel', (event) => {
  event.preventDefault();
  const box = stage.getBoundingClientRect();
  zoomBy(Math.exp(-event.deltaY / 400), event.clientX - box.left, event.clientY - box.top);
}, { passive: false });
stage.addEventListener('pointerdown', (event) => { event.preventDefault(); stage.setPointerCapture(event.pointerId); });
stage.addEventListener('pointermove', (event) => {
  if (stage.hasPointerCapture(event.pointerId)) pan(event.movementX, event.movementY);
});
addEventListener('resize', () => { if (viewer.open) fit(); });
`;
