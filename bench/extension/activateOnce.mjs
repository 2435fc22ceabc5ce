// One activation in a fresh process, with a stand-in for VS Code's API that does nothing. Argument: the extension's bundle.
import Module, { createRequire } from 'node:module';

/** Whatever is asked of it, it gives itself: enough for registering. @type {any} */
const api = new Proxy(function () {}, {
  get: (_, name) => {
    if (name === Symbol.toPrimitive) return () => '';
    return name === 'then' || typeof name === 'symbol' ? undefined : api;
  },
  set: () => true,
  apply: () => api,
  construct: () => api,
});

/** @type {any} */
const loader = Module;
const load = loader._load;
/** @param {string} request @param {unknown[]} rest */
loader._load = (request, ...rest) => (request === 'vscode' ? api : load(request, ...rest));

const require = createRequire(import.meta.url);
const context = new Proxy(
  { subscriptions: [] },
  { get: (own, name) => own[/** @type {'subscriptions'} */ (name)] ?? api },
);
const start = performance.now();
const extension = require(process.argv[2] ?? '');
const loaded = performance.now();
await extension.activate(context);
const activated = performance.now();
console.log(JSON.stringify({ load: loaded - start, activate: activated - loaded }));
process.exit(0);
