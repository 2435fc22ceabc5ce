import { join } from 'node:path';
import { findInferenceProgram, InferenceHost, rememberedIn } from '../models/local/index.ts';
import { findRealNode } from '../sandbox/index.ts';
import { UsageError } from './exit.ts';
import { configFolder } from './machine.ts';

/** What was measured on this machine. */
export const measurementsFile = () => join(configFolder(), 'measurements.json');

/** The host of local models for one command, which disposes of it. @throws UsageError where the inference process was not built */
export async function localHost(): Promise<InferenceHost> {
  let program: string;
  try {
    program = findInferenceProgram();
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error), { cause: error });
  }
  const node = await findRealNode(process.env['FIGSCOPE_NODE']);
  return new InferenceHost({
    program,
    node,
    remembered: rememberedIn(measurementsFile(), program),
  });
}
