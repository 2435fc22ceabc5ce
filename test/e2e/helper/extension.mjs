// Registers models with Figscope as another extension would; the end-to-end tests choose them by their names.
import * as vscode from 'vscode';
import { registerChatModels } from './chatModels.mjs';
import { script } from './script.mjs';
import { registerToolCalls } from './tools.mjs';

/** @typedef {import('../../../src/extension/contracts.ts').FigscopeApi} FigscopeApi */

/** @param {vscode.ExtensionContext} context */
export async function activate(context) {
  const figscope = vscode.extensions.getExtension('figscope.figscope');
  if (!figscope) throw new Error('Figscope is not installed.');
  const api = /** @type {FigscopeApi} */ (await figscope.activate());
  const model = (/** @type {string} */ id, /** @type {string} */ label) => ({
    id,
    label,
    profile: api.profiles.s1vl,
    images: true,
    stream,
  });
  context.subscriptions.push(
    registerChatModels(),
    registerToolCalls(),
    api.registerModel({ model: model('e2e.slow', 'Slow scripted model') }),
    api.registerModel({
      model: model('e2e.remote', 'Remote scripted model'),
      host: 'models.example.org',
    }),
  );
}

/**
 * Streams the scripted turn in small pieces. Throws the signal's reason as soon as it is aborted.
 * @param {import('../../../src/reasoning/model.ts').ModelRequest} request
 * @param {AbortSignal} signal
 * @returns {AsyncGenerator<import('../../../src/reasoning/model.ts').ModelDelta>}
 */
async function* stream(request, signal) {
  for (const [text] of script(request.messages).matchAll(/[^]{1,6}/g)) {
    await pause(15, signal);
    yield { type: 'text', text };
  }
}

/** @param {number} milliseconds @param {AbortSignal} signal @returns {Promise<void>} */
function pause(milliseconds, signal) {
  return new Promise((resolve, reject) => {
    const stop = () => {
      clearTimeout(timer);
      reject(signal.reason);
    };
    const timer = setTimeout(() => {
      signal.removeEventListener('abort', stop);
      resolve();
    }, milliseconds);
    if (signal.aborted) stop();
    else signal.addEventListener('abort', stop, { once: true });
  });
}
