import type { Attempt } from './attempt.ts';

/** From Python into JavaScript: whatever object the bridge gives, and where its constructors lead. */
export const JAVASCRIPT: readonly Attempt[] = [
  {
    name: 'js.process.env',
    plain: 'secret',
    python: `
def read():
    import js
    return js.process.env.as_object_map()[SECRET_VARIABLE] if hasattr(js.process.env, 'as_object_map') else getattr(js.process.env, SECRET_VARIABLE)
attempt(read)
attempt(lambda: getattr(__import__('js').process.env, SECRET_VARIABLE))
`,
  },
  {
    name: 'js.globalThis and its relatives',
    plain: 'escaped',
    python: `
import js
for name in ('globalThis', 'global', 'process', 'require', 'self', 'window', 'Deno', 'Bun', 'module', 'Function', 'eval', 'Reflect', 'WebAssembly'):
    if hasattr(js, name):
        escaped(name)
print(dir(js))
`,
  },
  {
    name: 'every name of pyodide_js',
    python: `
import pyodide_js
for name in dir(pyodide_js):
    thing = attempt(lambda: getattr(pyodide_js, name))
    if forbidden(thing):
        escaped(name)
for name in ('_module', '_api', 'FS', 'PATH', 'ERRNO_CODES', 'globals', 'loadPackage', 'mountNativeFS'):
    thing = attempt(lambda: getattr(pyodide_js, name))
    if thing is not None:
        for inner in ('process', 'require', 'nodeFs', 'fs', 'ws', 'fetch'):
            if getattr(thing, inner, None) is not None and forbidden(getattr(thing, inner)):
                escaped(name + '.' + inner)
`,
  },
  {
    name: 'the constructor chain of an array',
    plain: 'secret',
    python: `
from pyodide.ffi import to_js
attempt(lambda: to_js([]).constructor.constructor('name', 'return process.env[name]')(SECRET_VARIABLE))
attempt(lambda: to_js([]).constructor.constructor.new('return process')().pid)
`,
  },
  {
    name: 'constructor chains of every kind of value',
    python: `
from pyodide.ffi import to_js, create_proxy, create_once_callable
async def coroutine(): pass
def values():
    yield to_js({'a': 1})
    yield to_js(b'bytes')
    yield to_js({1, 2})
    yield to_js([[1]])
    yield create_proxy(lambda: 1)
    yield create_once_callable(lambda: 1)
    yield to_js(lambda: 1)
    yield to_js([1]).values()
    yield to_js([1]).map
    yield to_js([1]).constructor
for value in values():
    for path in (('constructor', 'constructor'), ('constructor',), ('__proto__', 'constructor', 'constructor'), ('constructor', 'prototype', 'constructor', 'constructor')):
        def walk():
            thing = value
            for step in path:
                thing = getattr(thing, step)
            return thing('return globalThis')().process
        if attempt(walk) is not None:
            escaped(path)
`,
  },
  {
    name: 'the constructors of async and generator functions',
    python: `
from pyodide.ffi import to_js
Array = to_js([]).constructor
Object = Array.__proto__.__proto__.constructor
def kinds():
    yield Array.constructor
    yield Object.getPrototypeOf(to_js([]).values()).next.constructor
    yield getattr(to_js([]).constructor, 'fromAsync', Array).constructor
for make in kinds():
    for source in ("return import('node:fs')", 'return globalThis.process', "yield process"):
        if attempt(lambda: make(source)()) is not None:
            escaped(source)
`,
  },
  {
    name: 'run_js',
    plain: 'secret',
    python: `
from pyodide.code import run_js
attempt(lambda: run_js('process.env[' + repr(SECRET_VARIABLE) + ']'))
attempt(lambda: run_js('globalThis') and escaped('code runs'))
`,
  },
  {
    name: "import('node:fs') as source code",
    python: `
from pyodide.code import run_js
for source in ("import('node:fs')", "import('fs').then(fs => fs.readFileSync('/etc/passwd', 'utf8'))", "require('fs')", "module.require('fs')"):
    if attempt(lambda: run_js(source)) is not None:
        escaped(source)
`,
  },
  {
    name: 'the JavaScript error of a JsException',
    plain: 'secret',
    python: `
from pyodide.ffi import JsException, to_js
try:
    to_js([]).fill.call(None)
except BaseException as error:
    js_error = getattr(error, 'js_error', error)
    attempt(lambda: js_error.constructor.constructor('name', 'return process.env[name]')(SECRET_VARIABLE))
    attempt(lambda: js_error.stack)
`,
  },
  {
    name: 'call sites from Error.prepareStackTrace',
    python: `
from pyodide.ffi import to_js, create_proxy
try:
    to_js([]).fill.call(None)
except BaseException as error:
    Error = getattr(error, 'js_error', error).constructor
    while getattr(Error, 'name', 'Error') != 'Error':
        Error = Error.prototype.__proto__.constructor
    seen = []
    def prepare(error, sites):
        for site in sites:
            for get in ('getThis', 'getFunction', 'getEvalOrigin'):
                seen.append(attempt(lambda: getattr(site, get)()))
        return 'x'
    attempt(lambda: setattr(Error, 'prepareStackTrace', create_proxy(prepare)))
    attempt(lambda: Error.new('probe').stack)
    attempt(lambda: to_js([]).constructor.new(-1))
    for thing in seen:
        if forbidden(thing) or forbidden(getattr(thing, 'process', None)):
            escaped('a call site gave ' + str(thing)[:100])
    attempt(lambda: delattr(Error, 'prepareStackTrace'))
`,
  },
  {
    name: 'converters of to_js, which get functions of the bridge',
    python: `
from pyodide.ffi import to_js
caught = []
def converter(value, convert, cache):
    caught.extend([convert, cache])
    return convert(1)
attempt(lambda: to_js([object()], default_converter=converter))
attempt(lambda: to_js({'a': 1}, dict_converter=lambda entries: caught.append(entries)))
for thing in caught:
    attempt(lambda: thing.constructor('return process')().env)
    for name in ('caller', 'arguments', 'callee'):
        if forbidden(attempt(lambda: getattr(thing, name))):
            escaped(name)
`,
  },
  {
    name: 'JavaScript objects that the garbage collector knows',
    python: `
import gc, sys
from pyodide.ffi import JsProxy
found = [thing for thing in gc.get_objects() if isinstance(thing, JsProxy)]
for module in list(sys.modules.values()):
    found += [thing for thing in list(getattr(module, '__dict__', {}).values()) if isinstance(thing, JsProxy)]
print(len(found), 'objects')
for thing in found:
    if forbidden(thing) or forbidden(getattr(thing, 'process', None)):
        escaped(str(thing)[:200])
    attempt(lambda: thing.constructor.constructor('return process')().env)
`,
  },
  {
    name: 'JavaScript objects in the frames below this one',
    python: `
import sys
from pyodide.ffi import JsProxy
frame = sys._getframe()
while frame is not None:
    for name, thing in list(frame.f_locals.items()) + list(frame.f_globals.items()):
        if isinstance(thing, JsProxy):
            attempt(lambda: thing.constructor.constructor('return process')().env)
            if forbidden(thing):
                escaped(name)
    frame = frame.f_back
`,
  },
  {
    name: 'the text recognition behind figkit',
    python: `
import gc
import figkit._ocr as ocr
from pyodide.ffi import JsProxy
todo = [getattr(ocr, name) for name in dir(ocr)]
seen = set()
while todo and len(seen) < 5000:
    thing = todo.pop()
    if id(thing) in seen:
        continue
    seen.add(id(thing))
    if isinstance(thing, JsProxy):
        attempt(lambda: thing.constructor('return process')().env)
        for name in ('caller', 'arguments', 'prototype'):
            if forbidden(attempt(lambda: getattr(thing, name))):
                escaped(name)
        attempt(lambda: thing(b'x' * 10, 2**31, 2**31, 99))
        attempt(lambda: thing(b'', -1, -1, float('nan')))
    elif callable(thing) and hasattr(thing, '__closure__'):
        todo += [cell.cell_contents for cell in thing.__closure__ or () if cell.cell_contents is not None]
        todo += list(getattr(thing, '__defaults__', None) or ())
`,
  },
  {
    name: 'a walk over every JavaScript object that can be reached',
    python: `
import gc, sys, time
from pyodide.ffi import JsProxy, to_js
import js, pyodide_js
Object = to_js([]).constructor.__proto__.__proto__.constructor
todo = [('js', js), ('[]', to_js([])), ('bytes', to_js(b'x')), ('function', to_js([]).map), ('pyodide_js', pyodide_js)]
todo += [('gc', thing) for thing in gc.get_objects() if isinstance(thing, JsProxy)]
seen = set()
names_seen = 0
end = time.monotonic() + 4
while todo and time.monotonic() < end:
    path, thing = todo.pop(0)
    try:
        if thing.js_id in seen:
            continue
        seen.add(thing.js_id)
        if forbidden(thing):
            escaped(path)
        todo.append((path + '.__proto__', Object.getPrototypeOf(thing)))
        # Views of the interpreter's memory have a name for every byte.
        names = [] if getattr(thing, 'byteLength', 0) else list(Object.getOwnPropertyNames(thing))
    except BaseException:
        continue
    # The exports of the interpreter are thousands of WebAssembly functions, all alike.
    for name in names[:300]:
        # The table of symbols of the interpreter makes an entry for every name it is asked for.
        if name == 'GOT':
            continue
        names_seen += 1
        if time.monotonic() > end:
            break
        try:
            value = getattr(thing, name)
        except BaseException:
            continue
        if isinstance(value, str) and ('/' in value or '\\\\' in value) and len(value) < 300:
            print(path + '.' + name, '=', value)
        if isinstance(value, JsProxy):
            if name in ('process', 'require', 'fetch', 'WebSocket', 'Worker', 'nodeFS', 'child_process', 'importScripts'):
                escaped(path + '.' + name)
            if len(path) < 120:
                todo.append((path + '.' + name, value))
print('objects:', len(seen), 'names:', names_seen)
if len(seen) < 50:
    escaped('nothing: the walk did not work')
`,
  },
  {
    name: 'a JsProxy made by hand over a reference of the bridge',
    mayEnd: true,
    python: `
import ctypes
from pyodide.ffi import JsProxy
make = None
for name in ('JsProxy_create', '_JsProxy_create', 'JsProxy_create_with_this', 'js2python', 'hiwire_get'):
    make = attempt(lambda: getattr(ctypes.CDLL(None), name))
    if make is None:
        continue
    make.restype = ctypes.py_object
    make.argtypes = [ctypes.c_int]
    for index in range(1, 60):
        thing = attempt(lambda: make(index))
        if isinstance(thing, JsProxy) and forbidden(thing):
            escaped(f'{name}({index})')
`,
  },
  {
    name: 'the import hooks of the bridge',
    python: `
import sys, importlib
from pyodide import ffi
attempt(lambda: ffi.register_js_module('stolen', ffi.to_js({'a': 1})))
for name in ('js', 'pyodide_js', '_pyodide_core', '_pyodide', 'node', 'node_fs', 'fs', 'process'):
    sys.modules.pop(name, None)
    thing = attempt(lambda: importlib.import_module(name))
    if forbidden(thing) or forbidden(getattr(thing, 'process', None)):
        escaped(name)
`,
  },
  {
    name: 'the insides of _pyodide_core',
    mayEnd: true,
    python: `
import _pyodide_core
names = dir(_pyodide_core)
for name in names:
    if forbidden(attempt(lambda: getattr(_pyodide_core, name))):
        escaped(name)
# The last ones take references of the bridge as they are, and may end the process.
for name in sorted(names, key=lambda name: 'jsproxy' in name.lower()):
    thing = attempt(lambda: getattr(_pyodide_core, name)('process'))
    if forbidden(thing):
        escaped(name)
`,
  },
  {
    name: 'timers and promises of the event loop',
    python: `
import asyncio
async def inside():
    import js
    for name in ('setTimeout', 'setInterval', 'setImmediate', 'queueMicrotask'):
        call = getattr(js, name, None)
        if call is not None:
            attempt(lambda: call('process.exit(9)', 0))
            if forbidden(attempt(lambda: call.constructor('return process')())):
                escaped(name)
attempt(lambda: asyncio.get_event_loop().run_until_complete(inside()))
attempt(lambda: asyncio.run(inside()))
`,
  },
  {
    name: 'pyodide.ffi.run_sync and top-level await on promises',
    python: `
from pyodide.ffi import run_sync, to_js
attempt(lambda: run_sync(__import__('js').fetch('http://127.0.0.1:%d/' % PORT)))
attempt(lambda: run_sync(to_js([]).constructor.constructor("return import('node:fs')")()))
`,
  },
  {
    name: 'WebAssembly compiled by the attempt',
    python: `
from pyodide.ffi import to_js
import js
wasm = to_js(bytes([0, 97, 115, 109, 1, 0, 0, 0]))
attempt(lambda: js.WebAssembly.Module.new(wasm))
attempt(lambda: to_js([]).constructor.constructor('return WebAssembly')().Memory)
import pyodide_js
for path in (('_module', 'wasmMemory'), ('_module', 'wasmTable'), ('_module', 'asm'), ('_module', 'wasmExports')):
    thing = pyodide_js
    for name in path:
        thing = attempt(lambda: getattr(thing, name))
    if thing is not None and forbidden(attempt(lambda: thing.constructor.constructor)):
        escaped(path)
`,
  },
  {
    name: "Emscripten's own loaders of scripts and libraries",
    mayEnd: true,
    python: `
import ctypes
for name in ('emscripten_load_script', 'emscripten_async_load_script', 'emscripten_create_wasm_worker', 'emscripten_wasm_worker_create', 'dlopen', 'emscripten_dlopen_promise', 'emscripten_dlopen'):
    attempt(lambda: getattr(ctypes.CDLL(None), name)(SECRET_FILE.encode(), 2, 0))
`,
  },
  {
    name: 'getters on Object.prototype that take the object which was asked',
    mayEnd: true,
    python: `
import asyncio
from pyodide.ffi import to_js, create_proxy
import pyodide_js
Array = to_js([]).constructor
Object = Array.__proto__.__proto__.constructor
def getter(this):
    try:
        if forbidden(this) or forbidden(this.constructor):
            escaped(this)
    except BaseException:
        pass
spy = create_proxy(getter, capture_this=True)
for name in ('domain', 'env', 'signal', 'captureRejections', 'triggerAsyncId', 'requireManualDestroy', 'prepareStackTrace', 'cause', 'fatal', 'ignoreBOM', 'stream', 'fd', 'position', 'offset', 'length_', 'flush', 'detail', 'unref', 'hasRef', 'emit', 'listeners', '_events', 'exports', 'binding'):
    attempt(lambda: Object.prototype.__defineGetter__(name, spy))
for use in (
    lambda: pyodide_js._api.scheduleCallback(create_proxy(lambda: 1), 0),
    lambda: asyncio.get_event_loop().call_soon(print),
    lambda: pyodide_js._module.FS.open(SECRET_FILE, 0),
    lambda: to_js(b'text').constructor.new(-1),
    lambda: pyodide_js.loadPackage('http://127.0.0.1:%d/x.whl' % PORT),
    lambda: print('over the pipe'),
):
    attempt(use)
`,
  },
];
