import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { Host } from './connect.ts';
import type { DraftState } from './draft.ts';
import type { KeptState } from './kept.ts';
import type { Pictures } from './pictures.ts';
import type { SessionLink } from './session.ts';
import type { Store } from './store.ts';

/** An image or evidence region that the pointer or the focus is on, by name; shown in both places at once. */
export type Highlight = string | undefined;

/** What the page's components share. */
export interface Page {
  readonly host: Host;
  readonly link: SessionLink;
  readonly pictures: Pictures;
  readonly kept: KeptState;
  readonly draft: DraftState;
  readonly highlight: Store<Highlight>;
  /** The image in the large viewer, by name. */
  readonly viewed: Store<string | undefined>;
  /** A request that failed, in the host's words; shown until it is dismissed. */
  readonly complaint: Store<string | undefined>;
  /** Something said to screen readers, politely. */
  readonly said: Store<string>;
  /** For style elements that scripts add. */
  readonly nonce: string;
  /** Shows a failure of a request to the user. */
  readonly attempt: (request: Promise<unknown>) => void;
}

export const PageContext = createContext<Page | undefined>(undefined);

export function usePage(): Page {
  const page = useContext(PageContext);
  if (!page) throw new Error('There is no page around this component.');
  return page;
}
