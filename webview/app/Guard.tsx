import * as l10n from '@vscode/l10n';
import type { ComponentChildren, JSX } from 'preact';
import { useErrorBoundary } from 'preact/hooks';
import { usePage } from '../host/page.ts';
import { Button } from '../ui/controls.tsx';

/** Shows a failure of the page itself in words, in place of an empty panel, and tells the output channel. */
export function Guard({ children }: { readonly children: ComponentChildren }): JSX.Element {
  const { host, link } = usePage();
  const [error, reset] = useErrorBoundary((thrown: unknown) =>
    host.notify(
      'pageError',
      thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown),
    ),
  );
  if (error === undefined || error === null) return <>{children}</>;
  return (
    <main class="lost">
      <h1>{l10n.t('The panel could not be drawn')}</h1>
      <p role="alert">
        {l10n.t('Your run is kept. What went wrong is in the Figscope output channel.')}
      </p>
      <Button onClick={() => void link.refresh().then(reset)}>{l10n.t('Try again')}</Button>
    </main>
  );
}
