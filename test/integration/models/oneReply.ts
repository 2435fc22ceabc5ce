import type { ModelRequest } from '../../../src/reasoning/model.ts';
import { ModelError } from '../../../src/reasoning/modelError.ts';

/** A question that any model could answer. */
export const request: ModelRequest = {
  messages: [{ role: 'user', parts: [{ type: 'text', text: 'How many?' }] }],
  stop: [],
};

/** The model's own error that ended this. @throws Error when there is none */
export async function failure(promise: Promise<unknown>): Promise<ModelError> {
  const error: unknown = await promise.catch((raised: unknown) => raised);
  if (error instanceof ModelError) return error;
  throw new Error('It did not fail as a model does.', { cause: error });
}
