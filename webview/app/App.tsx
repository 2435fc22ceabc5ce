import * as l10n from '@vscode/l10n';
import type { JSX } from 'preact';
import { QuestionBox } from '../ask/QuestionBox.tsx';
import { FigurePane } from '../figure/FigurePane.tsx';
import { usePage } from '../host/page.ts';
import { useSelected } from '../host/store.ts';
import { DropTarget } from '../start/DropTarget.tsx';
import { EmptyState } from '../start/EmptyState.tsx';
import { Transcript } from '../run/Transcript.tsx';
import { Button } from '../ui/controls.tsx';
import { Viewer } from '../viewer/Viewer.tsx';
import { Banners } from './Banners.tsx';
import { Header } from './Header.tsx';
import { LiveRegion } from './LiveRegion.tsx';

/** The panel. */
export function App(): JSX.Element | null {
  const { link } = usePage();
  const session = useSelected(link.session, (value) => value);
  const lost = useSelected(link.lost, (value) => value);
  if (!session)
    return lost === undefined ? null : (
      <main class="lost">
        <h1>{l10n.t('The panel could not be filled')}</h1>
        <p>{lost}</p>
        <Button onClick={() => void link.refresh()}>{l10n.t('Try again')}</Button>
      </main>
    );
  const { state } = session;
  const empty = state.figures.length === 0 && session.exchanges.length === 0;
  return (
    <div class="page" data-surface={state.surface}>
      <Header state={state} />
      <Banners state={state} />
      {empty ? (
        <EmptyState state={state} />
      ) : (
        <div class="work" key={state.session}>
          <FigurePane session={session} />
          <div class="talk">
            <Transcript session={session} />
            <QuestionBox session={session} />
          </div>
        </div>
      )}
      <Viewer session={session} />
      <DropTarget />
      <LiveRegion session={session} />
    </div>
  );
}
