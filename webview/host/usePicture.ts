import { useEffect, useState } from 'preact/hooks';
import { usePage } from './page.ts';
import { keyOf, type PictureSource, type Shown } from './pictures.ts';

export interface PictureState {
  readonly shown?: Shown;
  /** Why there is no picture, in words. */
  readonly problem?: string;
}

/** A picture of the host, from when `wanted` is true until the component goes. */
export function usePicture(source: PictureSource | undefined, wanted = true): PictureState {
  const { pictures } = usePage();
  const [state, setState] = useState<PictureState & { readonly key?: string }>({});
  const key = source && wanted ? keyOf(source) : undefined;
  useEffect(() => {
    if (!source || key === undefined) return;
    let current = true;
    const { shown, release } = pictures.acquire(source);
    shown.then(
      (picture) => current && setState({ key, shown: picture }),
      (error: unknown) =>
        current &&
        setState({ key, problem: error instanceof Error ? error.message : String(error) }),
    );
    return () => {
      current = false;
      release();
    };
  }, [key]);
  return state.key === key ? state : {};
}
