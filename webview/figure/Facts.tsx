import * as l10n from '@vscode/l10n';
import type { JSX } from 'preact';
import type { PanelFigure } from '../../src/panel/protocol.ts';
import { usePage } from '../host/page.ts';
import { IconButton } from '../ui/controls.tsx';
import { Icon } from '../ui/icons.tsx';
import { sizeWords } from '../words/words.ts';

interface FactsProps {
  readonly figure: PanelFigure;
  /** Pages may be turned and figures taken away until a question is asked. */
  readonly fixed: boolean;
  readonly point: readonly [number, number] | undefined;
}

/** What is known of a figure, on one line, and its pages. */
export function Facts({ figure, fixed, point }: FactsProps): JSX.Element {
  const { host, attempt } = usePage();
  const { id, name, origin, kind, width, height, pixelSize, page, pages, notices } = figure;
  const turn = (to: number): void => attempt(host.request('setPage', { figure: id, page: to }));
  return (
    <div class="facts">
      <div class="facts-line">
        <button
          type="button"
          class="link name"
          title={l10n.t('Show {0}', origin)}
          onClick={() => attempt(host.request('revealFigure', { figure: id }))}
        >
          {name}
        </button>
        <span>{kind}</span>
        <span>{sizeWords(width, height)}</span>
        {pixelSize !== undefined && <span>{pixelSize}</span>}
        {pages > 1 && (
          <span class="pages">
            {!fixed && (
              <IconButton
                icon="chevronLeft"
                label={l10n.t('Previous page')}
                disabled={page <= 1}
                onClick={() => turn(page - 1)}
              />
            )}
            {l10n.t('page {0} of {1}', page, pages)}
            {!fixed && (
              <IconButton
                icon="chevronRight"
                label={l10n.t('Next page')}
                disabled={page >= pages}
                onClick={() => turn(page + 1)}
              />
            )}
          </span>
        )}
        {point && (
          <span class="point">
            {l10n.t('x {0}, y {1}', Math.floor(point[0]), Math.floor(point[1]))}
          </span>
        )}
      </div>
      {notices.map((notice) => (
        <p key={notice} class="figure-notice">
          <Icon name="info" />
          {notice}
        </p>
      ))}
    </div>
  );
}
