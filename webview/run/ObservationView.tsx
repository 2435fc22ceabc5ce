import * as l10n from '@vscode/l10n';
import type { JSX } from 'preact';
import type { PanelEvent } from '../../src/panel/protocol.ts';
import { Notes } from '../ui/Notes.tsx';
import { CellErrorView } from './CellErrorView.tsx';
import { ImageCard } from './ImageCard.tsx';
import { Output } from './Output.tsx';

export type PanelObservation = Extract<PanelEvent, { type: 'observation' }>;

/** What a cell gave back. */
export function ObservationView({
  observation,
  name,
}: {
  readonly observation: PanelObservation;
  readonly name: string;
}): JSX.Element {
  const { stdout, stderr, value, error, images, notes, stateLost } = observation;
  return (
    <div class="observation">
      <Output name={`${name}-out`} label={l10n.t('Printed')} text={stdout} />
      {value !== undefined && (
        <Output name={`${name}-value`} label={l10n.t('Value')} text={value} />
      )}
      <Output name={`${name}-err`} label={l10n.t('Printed as errors')} text={stderr} />
      {error && <CellErrorView error={error} />}
      {stateLost && (
        <Notes level="warning" notes={[l10n.t('Variables of earlier cells were lost.')]} />
      )}
      <Notes notes={notes} />
      {images.length > 0 && (
        <div class={`images ${images.length > 1 ? 'several' : ''}`}>
          {images.map((image) => (
            <ImageCard key={image.name} image={image} />
          ))}
        </div>
      )}
    </div>
  );
}
