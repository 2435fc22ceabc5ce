import type { RefObject } from 'preact';
import { useEffect, useState } from 'preact/hooks';

/** True from when an element first comes near what can be seen: pictures are fetched only then. */
export function useNear(ref: RefObject<Element | null>): boolean {
  const [near, setNear] = useState(false);
  useEffect(() => {
    const element = ref.current;
    if (!element || near) return;
    const observer = new IntersectionObserver(
      (entries) => {
        if (entries.some(({ isIntersecting }) => isIntersecting)) setNear(true);
      },
      // The margin counts only around the box that scrolls, and not at all around the window of a frame.
      { root: element.closest('.transcript, .start'), rootMargin: '400px' },
    );
    observer.observe(element);
    return () => observer.disconnect();
  }, [near]);
  return near;
}
