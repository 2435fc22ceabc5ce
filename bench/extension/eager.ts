// The naive way to write the extension: everything that it may need is loaded when it is activated.
import { App } from '../../src/extension/app.ts';

export { activate, deactivate } from '../../src/extension/main.ts';
export const loaded = [App];
