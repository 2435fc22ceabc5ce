import type { Attempt } from './attempt.ts';

/** Against the runtime's own Python, its messages and the host that reads them. */
export const RUNTIME: readonly Attempt[] = [
  {
    name: 'forged messages printed to standard output',
    python: `
import json, os, struct, sys
def frame(payload):
    return struct.pack('<I', len(payload)) + payload
forged = frame(json.dumps({'type': 'reply', 'id': 1, 'value': 'FORGED'}).encode())
for write in (lambda: sys.stdout.buffer.write(forged), lambda: os.write(1, forged), lambda: os.write(2, forged), lambda: open('/dev/stdout', 'wb').write(forged), lambda: sys.__stdout__.buffer.raw.write(forged)):
    attempt(write)
`,
  },
  {
    name: 'a reply of a length that would swallow the next ones',
    python: `
import os, sys
for number in (1, 2, 3, 4):
    attempt(lambda: os.write(number, b'\\xff\\xff\\xff\\x7f' * 10))
sys.stdout.buffer.write(b'\\xff\\xff\\xff\\xff\\x00')
`,
  },
  {
    name: 'control characters and broken UTF-8 in what is printed',
    python: `
import sys
sys.stdout.buffer.write(bytes(range(256)) * 20)
sys.stderr.buffer.write(b'\\xed\\xa0\\x80\\x1b]0;title\\x07\\x1b[2J')
print('\\ud800')
`,
  },
  {
    name: 'display drain replaced: images of impossible shape',
    mayEnd: true,
    python: `
import figkit._display as display
good = {'png': b'\\x89PNG', 'width': 1, 'height': 1, 'title': None, 'frame': None, 'dhash': '0' * 16, 'spread': 0.0}
hostile = [
    {**good, 'width': -1}, {**good, 'width': float('nan')}, {**good, 'height': 10**9}, {**good, 'dhash': '__proto__'},
    {**good, 'png': 'text'}, {**good, 'png': 5}, {**good, 'frame': {'figure': 'image_1', 'box': [float('nan')] * 4, 'scale': float('inf')}},
    {**good, 'constructor': {'prototype': {'polluted': True}}}, None, 7, [], {},
]
display.drain = lambda: hostile
`,
  },
  {
    name: 'display drain replaced: objects with the key __proto__',
    mayEnd: true,
    python: `
import figkit._display as display
display.drain = lambda: [{'__proto__': {'polluted': True, 'png': b''}, 'constructor': {'prototype': {'polluted': True}}}]
`,
  },
  {
    name: 'display drain replaced: pictures that are none',
    mayEnd: true,
    python: `
import figkit._display as display
shown = {'width': 10, 'height': 10, 'title': '<img src=x onerror=alert(1)>', 'frame': None, 'dhash': '0' * 16, 'spread': 0.0}
display.drain = lambda: [{**shown, 'png': png} for png in (b'<svg xmlns="http://www.w3.org/2000/svg" onload="x"/>', b'GIF89a', b'', b'\\x89PNG\\r\\n\\x1a\\n')]
`,
  },
  {
    name: 'display drain replaced: a PNG bomb that says it is small',
    mayEnd: true,
    python: `
import figkit._display as display, struct, zlib
def chunk(kind, data):
    return struct.pack('>I', len(data)) + kind + data + struct.pack('>I', zlib.crc32(kind + data))
bomb = b'\\x89PNG\\r\\n\\x1a\\n' + chunk(b'IHDR', struct.pack('>IIBBBBB', 60000, 60000, 1, 0, 0, 0, 0)) + chunk(b'IDAT', zlib.compress(bytes(7501) * 1000)) + chunk(b'IEND', b'')
display.drain = lambda: [{'png': bomb, 'width': 10, 'height': 10, 'title': 'small', 'frame': None, 'dhash': '0' * 16, 'spread': 0.0}]
`,
  },
  {
    name: 'display drain replaced: more images than allowed',
    mayEnd: true,
    python: `
import figkit._display as display, cv2, numpy as np
png = cv2.imencode('.png', np.zeros((4, 4, 3), np.uint8))[1].tobytes()
display.drain = lambda: [{'png': png, 'width': 4, 'height': 4, 'title': 'n', 'frame': None, 'dhash': '0' * 16, 'spread': 0.0}] * 5000
`,
  },
  {
    name: 'notes without end',
    mayEnd: true,
    python: `
import figkit._notes as notes
notes.drain = lambda: ['x' * 1_000_000] * 200
`,
  },
  {
    name: 'cycles, functions and JavaScript objects where plain data is expected',
    mayEnd: true,
    python: `
import figkit._display as display, figkit._notes as notes
from pyodide.ffi import to_js
cycle = []
cycle.append(cycle)
notes.drain = lambda: [cycle, print, to_js([]), object()]
display.drain = lambda: [cycle, {'png': to_js(b'x').buffer, 'width': to_js([]), 'height': print}]
`,
  },
  {
    name: "the runtime's functions replaced in sys.modules",
    mayEnd: true,
    python: `
import sys
import runtime.cells, runtime.shown, runtime.errors
def hostile(*args, **kwargs):
    return {'value': 'x' * 30_000_000, 'error': {'type': 'T' * 100_000, 'message': 'M' * 1_000_000, 'line': -5, 'source': None}, '__proto__': {'polluted': True}}
runtime.shown.collect = hostile
runtime.errors.describe = hostile
runtime.cells.run = hostile
runtime.cells._evaluate = hostile
sys.modules['runtime.cells'] = sys.modules['runtime.shown'] = None
`,
  },
  {
    name: "the code objects of the runtime's functions replaced",
    mayEnd: true,
    python: `
import runtime.cells
def hostile(code, images, image_pixels):
    return {'value': None, 'error': {'type': '__proto__', 'message': 'constructor', 'line': 1e308, 'source': None}}
runtime.cells.run.__code__ = hostile.__code__
`,
  },
  {
    name: 'builtins replaced',
    mayEnd: true,
    python: `
import builtins
for name in ('repr', 'isinstance', 'dict', 'str', 'len', 'compile', 'exec', 'eval', 'type', 'getattr'):
    attempt(lambda: setattr(builtins, name, lambda *args, **kwargs: 'FORGED'))
`,
  },
  {
    name: "JavaScript's own prototypes changed",
    mayEnd: true,
    python: `
from pyodide.ffi import to_js, create_proxy
Array = to_js([]).constructor
Object = Array.__proto__.__proto__.constructor
caught = []
def spy(*args):
    caught.extend(args)
    for thing in args:
        if forbidden(thing):
            escaped(thing)
for holder in (Object.prototype, Array.prototype, Array.constructor.prototype):
    for name in ('type', 'id', 'value', 'then', 'toJSON', 'polluted', 'get', 'writable', 'stream'):
        attempt(lambda: setattr(holder, name, create_proxy(spy)))
    for name in ('fd', 'signal', 'env', 'shell', 'path'):
        attempt(lambda: holder.__defineGetter__(name, create_proxy(spy)))
`,
  },
  {
    name: "the methods that the child's message code uses, replaced",
    mayEnd: true,
    python: `
from pyodide.ffi import to_js, create_proxy
bytes_prototype = to_js(b'x').constructor.prototype
Array = to_js([]).constructor
def spy(*args):
    for thing in args:
        if forbidden(thing):
            escaped(thing)
for holder, names in ((bytes_prototype, ('slice', 'subarray')), (bytes_prototype.__proto__, ('set', 'slice', 'subarray')), (Array.prototype, ('push', 'map', 'reduce')), (Array.constructor.prototype, ('call', 'apply', 'bind'))):
    for name in names:
        attempt(lambda: setattr(holder, name, create_proxy(spy)))
`,
  },
  {
    name: "promises left behind, then the child's message loop broken so that they might run",
    mayEnd: true,
    python: `
import asyncio
import pyodide_js
from pyodide.ffi import to_js, create_proxy
def later(*args):
    while True:
        pass
# Pyodide's way to load Node's modules, which it takes when it believes to be in Node.
attempt(lambda: setattr(pyodide_js._api.runtimeEnv, 'IN_NODE', True))
attempt(lambda: pyodide_js.loadPackage('http://127.0.0.1:%d/a-1-py3-none-any.whl' % PORT).add_done_callback(later))
attempt(lambda: pyodide_js.runPythonAsync('open(' + repr(CANARY + '/later') + ', "w")\\nwhile True: pass'))
attempt(lambda: asyncio.ensure_future(asyncio.sleep(0)).add_done_callback(later))
to_js(b'x').constructor.prototype.__proto__.set = to_js([]).map.bind
`,
  },
  {
    name: 'Pyodide told that it runs in Node',
    mayEnd: true,
    python: `
import pyodide_js
environment = pyodide_js._api.runtimeEnv
for name in ('IN_NODE', 'IN_NODE_ESM', 'IN_NODE_COMMONJS', 'IN_BROWSER', 'IN_DENO', 'IN_BUN'):
    attempt(lambda: setattr(environment, name, True))
attempt(lambda: pyodide_js.mountNodeFS('/told', '/'))
attempt(lambda: open('/told' + SECRET_FILE).read())
attempt(lambda: pyodide_js._api.initNodeModules())
attempt(lambda: pyodide_js.loadPackage(SECRET_FILE))
import js
for name in ('require', 'process', 'fs'):
    if getattr(js, name, None) is not None:
        escaped(name)
`,
  },
  {
    name: 'pickles that run code when loaded',
    python: `
import os, pickle
class Payload:
    def __reduce__(self):
        return os.system, ('touch ' + CANARY + '/pickle',)
attempt(lambda: pickle.loads(pickle.dumps(Payload())))
import numpy as np
np.save('/tmp/p.npy', np.array([Payload()], dtype=object), allow_pickle=True)
attempt(lambda: np.load('/tmp/p.npy', allow_pickle=True))
`,
  },
  {
    name: 'hooks that outlive the cell',
    python: `
import atexit, gc, sys, weakref
busy = False
def hook(*args, **kwargs):
    global busy
    if busy:
        return
    busy = True
    try:
        open(CANARY + '/hook', 'w').write('x')
        print(open(SECRET_FILE).read())
    except BaseException:
        pass
    busy = False
atexit.register(hook)
class Deleted:
    def __del__(self):
        hook()
keep = Deleted()
keep.me = keep
gc.callbacks.append(hook)
sys.excepthook = sys.unraisablehook = sys.displayhook = hook
class Target: pass
target = Target()
weakref.finalize(target, hook)
`,
  },
  {
    name: 'an audit hook that stays for ever',
    mayEnd: true,
    python: `
import sys
from pyodide.ffi import JsProxy
def hook(event, args):
    for thing in args:
        if isinstance(thing, JsProxy) and forbidden(thing):
            escaped(event)
    if event in ('compile', 'exec', 'import'):
        raise SystemExit('no more cells')
sys.addaudithook(hook)
`,
  },
  {
    name: 'tracing and profiling functions on the runtime',
    mayEnd: true,
    python: `
import sys
from pyodide.ffi import JsProxy
def trace(frame, event, arg):
    for name, thing in list(frame.f_locals.items()):
        if isinstance(thing, JsProxy) and forbidden(thing):
            escaped(name)
    return trace
sys.settrace(trace)
sys.setprofile(trace)
attempt(lambda: sys.monitoring.use_tool_id(0, 'spy'))
`,
  },
  {
    name: 'errors that lie about themselves',
    python: `
class Lie(Exception):
    def __str__(self):
        raise SystemExit(9)
    __repr__ = __str__
Lie.__name__ = 'x' * 1_000_000
raise Lie()
`,
  },
  {
    name: 'a value whose repr never ends well',
    mayEnd: true,
    python: `
class Value:
    def __repr__(self):
        return 'FORGED' * 10_000_000
Value()
`,
  },
  {
    name: 'a string subclass as repr',
    mayEnd: true,
    python: `
class Text(str):
    def __len__(self):
        return 1
    def __format__(self, spec):
        raise SystemExit(3)
class Value:
    def __repr__(self):
        return Text('y' * 5_000_000)
Value()
`,
  },
  {
    name: 'standard streams closed and replaced',
    mayEnd: true,
    python: `
import os, sys
sys.stdout.close()
sys.stderr = None
sys.__stdout__ = object()
attempt(lambda: os.close(1))
attempt(lambda: os.close(2))
attempt(lambda: os.dup2(2, 1))
`,
  },
  {
    name: 'processed_path pointed at files of the host',
    python: `
import os
class Path(os.PathLike):
    def __fspath__(self):
        return SECRET_FILE
processed_path = Path()
print(SECRET_FILE + '.png', '/proc/self/environ.png', CANARY + '/x.png')
`,
  },
  {
    name: "images of another run, in this process' memory and files",
    python: `
import gc, os
import numpy as np
for thing in gc.get_objects():
    if isinstance(thing, np.ndarray) and thing.dtype == np.uint8 and thing.size >= 12 and bytes(thing.ravel()[:12].tolist()) == b'OTHER RUN!!!':
        escaped('an image of another run')
for folder, _folders, files in os.walk('/figures'):
    for name in files:
        if name.startswith('image_2'):
            escaped(name)
`,
  },
];
