// Registers models with Figscope as another extension would; the end-to-end tests choose them by their id.
const vscode = require('vscode');
const { script } = require('./script.cjs');

exports.activate = async (context) => {
  const figscope = vscode.extensions.getExtension('figscope.figscope');
  const api = await figscope.activate();
  const add = (id, label, host) =>
    context.subscriptions.push(
      api.registerModel({
        model: { id, label, profile: api.profiles.s1vl, images: true, stream },
        ...(host && { host }),
      }),
    );
  add('e2e.slow', 'Slow scripted model');
  add('e2e.remote', 'Remote scripted model', 'models.example.org');
};

/** Streams the scripted turn in small pieces. Throws the signal's reason as soon as it is aborted. */
async function* stream(request, signal) {
  const text = script(request.messages);
  for (const [piece] of text.matchAll(/[^]{1,6}/g)) {
    await pause(15, signal);
    yield { type: 'text', text: piece };
  }
}

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
