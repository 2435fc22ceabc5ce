import { deepeyes2 } from './deepeyes2.ts';
import type { Profile } from './profile.ts';
import { pyvision } from './pyvision.ts';
import { s1vl } from './s1vl.ts';
import { thyme } from './thyme.ts';
import { tools } from './tools.ts';

export { deepeyes2, pyvision, s1vl, thyme, tools };

/** The profiles that come with Figscope, by id. */
export const PROFILES: ReadonlyMap<string, Profile> = new Map(
  [s1vl, thyme, deepeyes2, pyvision, tools].map((profile) => [profile.id, profile]),
);

/** Names of models, as servers give them, of families that write in a form of their own. */
const FAMILIES: readonly [RegExp, Profile][] = [
  [/s1[-_.]?vl/iu, s1vl],
  [/thyme/iu, thyme],
  [/deep[-_.]?eyes/iu, deepeyes2],
  [/py[-_.]?vision/iu, pyvision],
];

/** The profile of the family that a model's id names; undefined when it names none that is known. */
export function familyProfile(modelId: string): Profile | undefined {
  return FAMILIES.find(([pattern]) => pattern.test(modelId))?.[1];
}

/**
 * The profile that fits a model by its id. A model of no known family gets `s1vl`: its tags ask nothing of the server, while
 * function calling has to be switched on in many (`figscope models test` tells).
 */
export function profileFor(modelId: string): Profile {
  return familyProfile(modelId) ?? s1vl;
}
