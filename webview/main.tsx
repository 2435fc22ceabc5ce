import { nonce } from './ui/nonce.ts';
import { render } from 'preact';
import { App } from './app/App.tsx';
import { Guard } from './app/Guard.tsx';
import { connect } from './host/connect.ts';
import { DraftState } from './host/draft.ts';
import { KeptState } from './host/kept.ts';
import { PageContext, type Page } from './host/page.ts';
import { Pictures } from './host/pictures.ts';
import { SessionLink } from './host/session.ts';
import { Store } from './host/store.ts';
import { vsCodeApi } from './host/vscodeApi.ts';
import { clipboardPng } from './start/transfer.ts';
import './styles/main.css';

const root = document.getElementById('root');
if (root) start(root);

/** Fills the panel's page and keeps it up to date. */
function start(root: HTMLElement): void {
  const api = vsCodeApi();
  const host = connect(api);
  const complaint = new Store<string | undefined>(undefined);
  const page: Page = {
    host,
    link: new SessionLink(host),
    pictures: new Pictures(host),
    kept: new KeptState(api),
    draft: new DraftState(host),
    highlight: new Store<string | undefined>(undefined),
    viewed: new Store<string | undefined>(undefined),
    complaint,
    said: new Store(''),
    nonce,
    attempt: (request) => {
      request.then(
        () => undefined,
        (error: unknown) => complaint.set(error instanceof Error ? error.message : String(error)),
      );
    },
  };
  host.handle('readClipboard', clipboardPng);
  reportErrors(page);
  followSession(page);
  render(
    <PageContext.Provider value={page}>
      <Guard>
        <App />
      </Guard>
    </PageContext.Provider>,
    root,
  );
  void page.link.refresh();
}

/** What belongs to one session goes with it. */
function followSession({ link, draft, kept, pictures, highlight, viewed, complaint }: Page): void {
  let session: string | undefined;
  link.session.subscribe(() => {
    const { value } = link.session;
    if (!value) return;
    const same = value.state.session === session;
    draft.hear(value.state.draft, same);
    if (same) return;
    session = value.state.session;
    kept.enter(session);
    pictures.clear();
    highlight.set(undefined);
    viewed.set(undefined);
    complaint.set(undefined);
  });
}

/** A failure of the page itself belongs into the output channel, not into silence. */
function reportErrors({ host }: Page): void {
  window.addEventListener('error', ({ message }) => {
    // Browsers say this when a size changes while sizes are being told; the next frame tells it.
    if (!message.startsWith('ResizeObserver loop')) host.notify('pageError', message);
  });
  window.addEventListener('unhandledrejection', ({ reason }: PromiseRejectionEvent) =>
    host.notify('pageError', reason instanceof Error ? reason.message : String(reason)),
  );
}
