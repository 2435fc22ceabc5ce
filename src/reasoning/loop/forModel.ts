import { cutText } from '../messages/cutText.ts';
import type { ObservationContent } from '../messages/observation.ts';
import type { Observation } from '../sandbox.ts';

/**
 * An observation as a model gets it: long output cut in the middle, each cut stated among the notes.
 * @param limit characters of stdout; stderr and value get half of it
 */
export function forModel(
  observation: Observation,
  notes: readonly string[],
  limit: number,
): Omit<ObservationContent, 'turn' | 'images' | 'turnsLeft'> {
  const stdout = cutText(observation.stdout, limit, 'stdout');
  const stderr = cutText(observation.stderr, limit / 2, 'stderr');
  const value =
    observation.value === undefined
      ? undefined
      : cutText(observation.value, limit / 2, 'The value');
  const cuts = [stdout.note, stderr.note, value?.note].filter((note) => note !== undefined);
  return {
    stdout: stdout.text,
    stderr: stderr.text,
    ...(value && { value: value.text }),
    ...(observation.error && { error: observation.error }),
    notes: [...notes, ...cuts],
    stateLost: observation.stateLost,
  };
}
