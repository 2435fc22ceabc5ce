import type { RefObject } from 'preact';
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { usePage } from '../host/page.ts';

/** Nearer to the end than this counts as being at the end. */
const NEAR = 48;

interface Following {
  /** Is the end out of sight while new things arrive? */
  readonly behind: boolean;
  readonly toEnd: () => void;
}

/**
 * Keeps the end of a scrolled element in sight as it grows, until the reader scrolls up; and puts the reader back to where
 * they were when the page is made anew.
 */
export function useFollow(element: RefObject<HTMLElement | null>, growing: boolean): Following {
  const { kept } = usePage();
  const following = useRef(true);
  const [behind, setBehind] = useState(false);
  const atEnd = (box: HTMLElement): boolean =>
    box.scrollHeight - box.scrollTop - box.clientHeight < NEAR;
  const toEnd = (): void => {
    const { current } = element;
    if (!current) return;
    current.scrollTop = current.scrollHeight;
    following.current = true;
    setBehind(false);
  };

  useLayoutEffect(() => {
    const { current } = element;
    if (!current) return;
    if (kept.value.scroll > 0) {
      current.scrollTop = kept.value.scroll;
      following.current = atEnd(current);
    }
    let timer: ReturnType<typeof setTimeout> | undefined;
    let last = current.scrollTop;
    const scrolled = (): void => {
      // Only a scroll upwards is the reader's wish: growing content moves the end away by itself.
      if (atEnd(current)) following.current = true;
      else if (current.scrollTop < last) following.current = false;
      last = current.scrollTop;
      setBehind(!atEnd(current) && !following.current);
      clearTimeout(timer);
      timer = setTimeout(() => kept.change({ scroll: current.scrollTop }), 200);
    };
    current.addEventListener('scroll', scrolled, { passive: true });
    return () => {
      clearTimeout(timer);
      current.removeEventListener('scroll', scrolled);
    };
  }, []);

  useEffect(() => {
    const content = element.current?.firstElementChild;
    if (!content || !growing) return;
    const observer = new ResizeObserver(() => {
      const { current } = element;
      if (!current) return;
      if (following.current) current.scrollTop = current.scrollHeight;
      else setBehind(!atEnd(current));
    });
    observer.observe(content);
    return () => observer.disconnect();
  }, [growing]);

  return { behind: behind && growing, toEnd };
}
