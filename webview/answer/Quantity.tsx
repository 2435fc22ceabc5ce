import type { JSX } from 'preact';
import { valueWords } from '../words/words.ts';

interface QuantityProps {
  readonly value: number | string;
  readonly unit?: string | undefined;
  readonly uncertainty?: string | undefined;
}

/** A value with its unit and what it may be off by, large. */
export function Quantity({ value, unit, uncertainty }: QuantityProps): JSX.Element {
  return (
    <p class="value">
      <span class="number">{valueWords(value)}</span>
      {unit !== undefined && <span class="unit">{unit}</span>}
      {uncertainty !== undefined && <span class="uncertainty">{uncertainty}</span>}
    </p>
  );
}
