import type { RefObject } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';

/**
 * Keeps the place of whoever uses the keyboard: when the control in focus goes away while work begins, its container takes the
 * focus, not the start of the page.
 * @param present whether the control is there
 */
export function useFocusKept(element: RefObject<HTMLElement | null>, present: boolean): void {
  const inside = useRef(false);
  const { current } = element;
  // Asked while drawing, before the control is taken away.
  if (present) inside.current = false;
  else if (current?.contains(document.activeElement) && document.activeElement !== current)
    inside.current = true;
  useLayoutEffect(() => {
    if (present || !inside.current) return;
    inside.current = false;
    if (!element.current?.contains(document.activeElement))
      element.current?.focus({ preventScroll: true });
  }, [present]);
}
