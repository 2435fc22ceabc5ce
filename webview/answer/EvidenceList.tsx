import * as l10n from '@vscode/l10n';
import type { JSX } from 'preact';
import { evidenceLabel, evidenceName } from '../figure/frames.ts';
import { anchorOf } from '../run/showImage.ts';
import { frameWords } from '../words/words.ts';
import type { PanelAnswer } from './answerText.ts';
import { usePlace } from './usePlace.ts';

type Piece = PanelAnswer['evidence'][number];

/** What an answer rests on. Each piece shows its image, or its region on the figure. */
export function EvidenceList({
  evidence,
  turn,
}: {
  readonly evidence: readonly Piece[];
  readonly turn: number;
}): JSX.Element | null {
  if (evidence.length === 0) return null;
  return (
    <div class="evidence">
      <h4>{l10n.t('Evidence')}</h4>
      <ul>
        {evidence.map((piece, index) => (
          <EvidenceItem
            key={index}
            piece={piece}
            name={piece.image ?? evidenceName(turn, index)}
            label={piece.image ?? evidenceLabel(index)}
          />
        ))}
      </ul>
    </div>
  );
}

function EvidenceItem({
  piece,
  name,
  label,
}: {
  readonly piece: Piece;
  readonly name: string;
  readonly label: string;
}): JSX.Element {
  const { text, image, frame } = piece;
  const place = usePlace(name, image, () => frame);
  const { lit, show } = place;
  const placed = image !== undefined || frame !== undefined;
  const light = (on: boolean): void => {
    if (placed) place.light(on);
  };
  return (
    <li
      class={lit ? 'lit' : ''}
      id={image === undefined ? anchorOf(name) : undefined}
      onPointerEnter={() => light(true)}
      onPointerLeave={() => light(false)}
    >
      {placed && (
        <button
          type="button"
          class="chip"
          title={
            image === undefined
              ? l10n.t('Show the region on the figure')
              : l10n.t('Show {0}', image)
          }
          onClick={show}
          onFocus={() => light(true)}
          onBlur={() => light(false)}
        >
          {label}
        </button>
      )}
      <span class="evidence-text">
        {text} {frame && <span class="quiet">{frameWords(frame)}</span>}
      </span>
    </li>
  );
}
