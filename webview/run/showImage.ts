/** Element id of an image's card, or of an answer's piece of evidence. */
export function anchorOf(name: string): string {
  return `image-${name}`;
}

/** Scrolls to an image of the run and puts the focus on it. */
export function showImage(name: string): void {
  const element = document.getElementById(anchorOf(name));
  if (!element) return;
  // Folded parts around it must not hide it.
  for (let up = element.parentElement; up; up = up.parentElement)
    if (up instanceof HTMLDetailsElement) up.open = true;
  element.scrollIntoView({ block: 'nearest', behavior: calm() ? 'auto' : 'smooth' });
  const target = element.querySelector<HTMLElement>('button') ?? element;
  target.focus({ preventScroll: true });
}

/** Has the reader asked for less motion, here or in the system? */
function calm(): boolean {
  return (
    document.body.classList.contains('vscode-reduce-motion') ||
    matchMedia('(prefers-reduced-motion: reduce)').matches
  );
}
