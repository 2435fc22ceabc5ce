import { createAnalyst } from '../models/analyst/index.ts';
import type { Model } from '../reasoning/model.ts';
import { UsageError } from './exit.ts';

/** The model of a name as `--model` takes it. @throws UsageError for a name that is not known */
export function modelFor(name: string): Model {
  if (name === 'analyst') return createAnalyst();
  throw new UsageError(
    `There is no model "${name}". This version has one: analyst (rule-based, built in). Models on servers come with a later version.`,
  );
}
