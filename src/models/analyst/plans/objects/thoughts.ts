import type { ObjectIntent } from '../../question/intent.ts';
import type { Calibration } from '../../units.ts';

/** What the analyst means to do, in plain words, before the first measurement. */
export function surveyThought(
  intent: ObjectIntent,
  partial: boolean,
  calibration: Calibration | undefined,
): string {
  const { objects } = intent;
  const what = {
    count: 'count',
    size: 'measure',
    extreme: 'measure',
    coverage: 'find the area covered by',
    density: 'count per area',
  }[intent.kind];
  const polarity =
    objects.polarity === 'auto'
      ? 'I let figkit choose whether they are brighter or darker than the background, and check that choice afterwards.'
      : `The question asks for ${objects.polarity} ones, so I look for those only.`;
  const where = partial ? ' in the region asked about' : '';
  const split = objects.split ? ' Touching ones are parted.' : '';
  const scale = calibration === undefined ? '' : ` For the scale, ${calibration.from}.`;
  return `I am asked to ${what} the ${objects.noun}${where}. I segment what stands out from the background and outline it, so that every one can be checked.${split} ${polarity}${scale}`;
}
