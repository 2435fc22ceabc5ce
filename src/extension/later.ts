/**
 * What the extension does, as one bundle (`dist/app.cjs`) that is read at the first use: dynamic imports of these modules from what VS
 * Code loads lead there (scripts/build.mjs).
 */
export { createAnalyst } from '../models/analyst/index.ts';
export { App } from './app.ts';
export { answerChat } from './chat/work.ts';
export { doctor } from './doctor/doctor.ts';
export { chatModel } from './lm/work.ts';
export { modelWork } from './models/work.ts';
export { tools } from './tools/work.ts';
