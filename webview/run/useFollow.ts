import type { RefObject } from 'preact';
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { usePage } from '../host/page.ts';

/** Nearer to the end than this counts as being at the end. */
const NEAR = 48;
/** The last events of a run and its end come apart; what they add is followed for this long. */
const LINGER_MS = 600;
/** Left above an answer whose head is kept in sight. */
const HEADROOM = 12;

interface Following {
  /** Is the end out of sight while new things arrive? */
  readonly behind: boolean;
  readonly toEnd: () => void;
}

/**
 * Keeps what is newest in sight as a scrolled element grows, until the reader scrolls up: the end, or the head of an answer
 * that is taller than the room. Puts the reader back to where they were when the page is made anew.
 */
export function useFollow(
  element: RefObject<HTMLElement | null>,
  running: boolean,
  questions: number,
): Following {
  const { kept } = usePage();
  const following = useRef(true);
  const [behind, setBehind] = useState(false);
  const growing = useLingering(running);
  const toEnd = (): void => {
    following.current = true;
    if (element.current) element.current.scrollTop = newest(element.current);
    setBehind(false);
  };

  useLayoutEffect(() => {
    const { current } = element;
    if (!current) return;
    if (kept.value.scroll > 0) {
      current.scrollTop = kept.value.scroll;
      following.current = isNear(current);
    }
    let timer: ReturnType<typeof setTimeout> | undefined;
    let last = current.scrollTop;
    const scrolled = (): void => {
      // Only a scroll upwards is the reader's wish: growing content moves the end away by itself.
      if (isNear(current)) following.current = true;
      else if (current.scrollTop < last) following.current = false;
      last = current.scrollTop;
      setBehind(!following.current);
      clearTimeout(timer);
      timer = setTimeout(() => kept.change({ scroll: current.scrollTop }), 200);
    };
    current.addEventListener('scroll', scrolled, { passive: true });
    return () => {
      clearTimeout(timer);
      current.removeEventListener('scroll', scrolled);
    };
  }, []);

  const asked = useRef(questions);
  useEffect(() => {
    // Whoever asks wants to see what comes of it.
    if (questions > asked.current) toEnd();
    asked.current = questions;
  }, [questions]);

  useEffect(() => {
    const content = element.current?.firstElementChild;
    if (!content || !growing) return;
    const observer = new ResizeObserver(() => {
      const { current } = element;
      if (!current) return;
      if (following.current) current.scrollTop = newest(current);
      else setBehind(!isNear(current));
    });
    observer.observe(content);
    return () => observer.disconnect();
  }, [growing]);

  return { behind: behind && growing, toEnd };
}

/** Where to scroll: to the end, but not past the head of the last answer, or of what a check of it found. */
function newest(box: HTMLElement): number {
  const end = box.scrollHeight - box.clientHeight;
  const last =
    box.querySelector('.exchange:last-of-type > .gain-check.told') ??
    box.querySelector('.exchange:last-of-type > .answer');
  if (!last) return end;
  const head = last.getBoundingClientRect().top - box.getBoundingClientRect().top;
  return Math.min(end, box.scrollTop + head - HEADROOM);
}

function isNear(box: HTMLElement): boolean {
  return Math.abs(newest(box) - box.scrollTop) < NEAR || newest(box) < box.scrollTop;
}

/** True while `on` is, and a moment longer. */
function useLingering(on: boolean): boolean {
  const [lingering, setLingering] = useState(on);
  useEffect(() => {
    if (on) {
      setLingering(true);
      return;
    }
    const timer = setTimeout(() => setLingering(false), LINGER_MS);
    return () => clearTimeout(timer);
  }, [on]);
  return on || lingering;
}
