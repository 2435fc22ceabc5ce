/**
 * Takes everything away from the JavaScript realm that could reach outside, before any Python runs. What stays are the
 * language's own objects and inert stand-ins for the few host functions that Pyodide calls.
 */

/** The language itself, as far as it needs no host. */
const LANGUAGE = [
  'globalThis',
  'Infinity',
  'NaN',
  'undefined',
  'isFinite',
  'isNaN',
  'parseFloat',
  'parseInt',
  'decodeURI',
  'decodeURIComponent',
  'encodeURI',
  'encodeURIComponent',
  'escape',
  'unescape',
  'eval',
  'Object',
  'Function',
  'Boolean',
  'Symbol',
  'Error',
  'AggregateError',
  'EvalError',
  'RangeError',
  'ReferenceError',
  'SyntaxError',
  'TypeError',
  'URIError',
  'Number',
  'BigInt',
  'Math',
  'Date',
  'String',
  'RegExp',
  'Array',
  'Int8Array',
  'Uint8Array',
  'Uint8ClampedArray',
  'Int16Array',
  'Uint16Array',
  'Int32Array',
  'Uint32Array',
  'BigInt64Array',
  'BigUint64Array',
  'Float16Array',
  'Float32Array',
  'Float64Array',
  'Map',
  'Set',
  'WeakMap',
  'WeakSet',
  'WeakRef',
  'FinalizationRegistry',
  'ArrayBuffer',
  'SharedArrayBuffer',
  'Atomics',
  'DataView',
  'JSON',
  'Promise',
  'Proxy',
  'Reflect',
  'Iterator',
  'Intl',
  'WebAssembly',
  'SuppressedError',
  'DisposableStack',
  'AsyncDisposableStack',
] as const;

/** Host objects that hold no way out: pure functions of their arguments. */
const HARMLESS = ['TextDecoder', 'TextEncoder', 'URL', 'queueMicrotask'] as const;

const KEPT = new Set<string>([...LANGUAGE, ...HARMLESS]);

/** Names that must be gone afterwards; the probe looks for each. */
export const FORBIDDEN = [
  'process',
  'require',
  'module',
  'fetch',
  'WebSocket',
  'EventSource',
  'Worker',
  'MessageChannel',
  'BroadcastChannel',
  'Buffer',
  'navigator',
  'localStorage',
  'sessionStorage',
  'global',
  'setImmediate',
  'structuredClone',
] as const;

/** Removes what is not on the lists. Names that cannot be removed stay, and the probe then refuses to go on. */
export function sealGlobals(): void {
  const standIns = makeStandIns();
  for (const key of Reflect.ownKeys(globalThis)) {
    if (typeof key === 'string' && KEPT.has(key)) continue;
    Reflect.deleteProperty(globalThis, key);
  }
  for (const [name, value] of Object.entries(standIns))
    Object.defineProperty(globalThis, name, { value, writable: true, configurable: true });
}

function makeStandIns(): Record<string, unknown> {
  const {
    setTimeout: realSetTimeout,
    clearTimeout: realClearTimeout,
    performance: clock,
    crypto: random,
  } = globalThis;
  const timers = new Map<number, NodeJS.Timeout>();
  let last = 0;
  const nothing = () => undefined;
  const randomValues = random.getRandomValues.bind(random);
  const now = clock.now.bind(clock);
  return {
    // Node's timer objects lead to its internals; a number leads nowhere.
    setTimeout: (callback: () => void, delay = 0) => {
      const id = ++last;
      const run = () => {
        timers.delete(id);
        callback();
      };
      timers.set(id, realSetTimeout(run, delay));
      return id;
    },
    clearTimeout: (id: number) => {
      const timer = timers.get(id);
      if (timer) realClearTimeout(timer);
      timers.delete(id);
    },
    performance: { now, timeOrigin: clock.timeOrigin },
    crypto: {
      getRandomValues: <T extends ArrayBufferView>(view: T) =>
        randomValues(view as never) as unknown as T,
    },
    console: {
      log: nothing,
      warn: nothing,
      error: nothing,
      info: nothing,
      debug: nothing,
      trace: nothing,
    },
  };
}

/**
 * Call when Pyodide is loaded: errors carry no stack from then on, so that no path of this machine gets into what a cell sees, and no
 * function of a cell is called with the frames of ours.
 */
export function sealErrors(): void {
  for (const [name, value] of [
    ['stackTraceLimit', 0],
    ['prepareStackTrace', undefined],
  ] as const)
    Object.defineProperty(Error, name, { value, writable: false, configurable: false });
}
