import type { Attempt } from './attempt.ts';

/** Reading and writing what lies outside of Python's own file system. */
export const FILES: readonly Attempt[] = [
  {
    name: 'open() of a file of the user',
    python: `
import io, os, pathlib
attempt(lambda: open(SECRET_FILE).read())
attempt(lambda: pathlib.Path(SECRET_FILE).read_text())
attempt(lambda: os.read(os.open(SECRET_FILE, os.O_RDONLY), 1000))
attempt(lambda: io.FileIO(SECRET_FILE).read())
attempt(lambda: open('//' + SECRET_FILE).read())
`,
  },
  {
    name: 'a search of the whole file system for the secret',
    python: `
import os
name = os.path.basename(SECRET_FILE)
for folder, _folders, files in os.walk('/'):
    if name in files:
        print(open(os.path.join(folder, name)).read())
print(os.listdir('/'), attempt(lambda: os.listdir('/home')))
`,
  },
  {
    name: 'NODEFS mounted through pyodide_js',
    plain: 'secret',
    python: `
import os, pyodide_js
from pyodide.ffi import to_js
def mount():
    import js
    FS = pyodide_js.FS
    FS.mkdirTree('/host')
    FS.mount(FS.filesystems.NODEFS, js.Object.fromEntries(to_js([['root', os.path.dirname(SECRET_FILE)]])), '/host')
    return open('/host/' + os.path.basename(SECRET_FILE)).read()
attempt(mount)
`,
  },
  {
    name: 'other file systems and native folders',
    python: `
import os, pyodide_js
from pyodide.ffi import to_js
root = to_js({'root': '/', 'url': SECRET_FILE}, dict_converter=to_js([]).constructor.__proto__.__proto__.constructor.fromEntries)
for kind in ('NODEFS', 'NODERAWFS', 'WORKERFS', 'PROXYFS', 'IDBFS', 'LZ4'):
    def mount():
        FS = pyodide_js.FS
        FS.mkdirTree('/mount_' + kind)
        FS.mount(getattr(FS.filesystems, kind), root, '/mount_' + kind)
        return os.listdir('/mount_' + kind)
    attempt(mount)
    attempt(lambda: open('/mount_' + kind + SECRET_FILE).read())
attempt(lambda: pyodide_js.mountNativeFS('/native', root))
attempt(lambda: pyodide_js.mountNodeFS('/native2', '/'))
attempt(lambda: open('/native2' + SECRET_FILE).read())
`,
  },
  {
    name: 'pyodide_js.mountNodeFS',
    plain: 'secret',
    python: `
import pyodide_js
attempt(lambda: pyodide_js.mountNodeFS('/nodefs', '/'))
attempt(lambda: open('/nodefs' + SECRET_FILE).read())
`,
  },
  {
    name: 'preloaded files of a URL or a path',
    python: `
import pyodide_js
for url in (SECRET_FILE, 'file://' + SECRET_FILE, 'http://127.0.0.1:%d/lazy' % PORT):
    attempt(lambda: pyodide_js.FS.createPreloadedFile('/tmp', 'pre%d' % len(url), url, True, False))
    attempt(lambda: open('/tmp/pre%d' % len(url)).read())
`,
  },
  {
    name: 'a lazy file that loads a path when read',
    mayEnd: true,
    python: `
import pyodide_js
attempt(lambda: pyodide_js.FS.createLazyFile('/tmp', 'lazy', SECRET_FILE, True, False))
attempt(lambda: open('/tmp/lazy').read())
`,
  },
  {
    name: 'a lazy file that loads a URL when read',
    mayEnd: true,
    python: `
import pyodide_js
attempt(lambda: pyodide_js.FS.createLazyFile('/tmp', 'url', 'http://127.0.0.1:%d/lazy' % PORT, True, False))
attempt(lambda: open('/tmp/url').read())
`,
  },
  {
    name: 'symbolic and hard links to the secret',
    python: `
import os
attempt(lambda: os.symlink(SECRET_FILE, '/tmp/link'))
attempt(lambda: open('/tmp/link').read())
attempt(lambda: os.link(SECRET_FILE, '/tmp/hard'))
attempt(lambda: os.symlink('/proc/self/root' + SECRET_FILE, '/tmp/root'))
attempt(lambda: open('/tmp/root').read())
attempt(lambda: os.readlink('/proc/self/exe'))
attempt(lambda: os.readlink('/proc/self/cwd'))
`,
  },
  {
    name: 'paths that climb out',
    python: `
import os
for start in ('/figures', '/lib', '/tmp', '/home/pyodide', '.'):
    for depth in (1, 5, 20):
        attempt(lambda: open(start + '/..' * depth + SECRET_FILE).read())
attempt(lambda: os.chdir('/..'))
attempt(lambda: os.chroot('/'))
attempt(lambda: open(b'/../../../..' + SECRET_FILE.encode()).read())
`,
  },
  {
    name: '/proc of this process and of the host',
    python: `
import os
for who in ('self', str(PARENT), '1', str(os.getppid()), 'thread-self'):
    for what in ('environ', 'maps', 'cmdline', 'mem', 'root' + SECRET_FILE, 'cwd', 'fd/0', 'status'):
        attempt(lambda: open('/proc/%s/%s' % (who, what), 'rb').read(2000))
`,
  },
  {
    name: 'file descriptors that the process may hold',
    python: `
import os
for number in range(3, 64):
    attempt(lambda: os.read(number, 1000))
for path in ('/dev/fd/3', '/dev/fd/10', '/dev/mem', '/dev/sda', '/dev/tty', '/dev/ptmx', '/dev/shm', '/dev/kmsg'):
    attempt(lambda: open(path, 'rb').read(100))
`,
  },
  {
    name: 'reading the messages of the host from standard input',
    python: `
import os, sys
attempt(lambda: sys.stdin.read(10))
attempt(lambda: os.read(0, 10))
attempt(lambda: open('/dev/stdin', 'rb').read(10))
attempt(lambda: input())
`,
  },
  {
    name: 'writing into the canary folder by every usual way',
    python: `
import os, shutil, tempfile
import cv2, numpy as np
attempt(lambda: open(CANARY + '/open', 'w').write('x'))
attempt(lambda: os.mkdir(CANARY + '/mkdir'))
attempt(lambda: os.write(os.open(CANARY + '/os', os.O_CREAT | os.O_WRONLY), b'x'))
attempt(lambda: np.save(CANARY + '/np.npy', np.zeros(2)))
attempt(lambda: np.zeros(2).tofile(CANARY + '/np.raw'))
attempt(lambda: np.memmap(CANARY + '/map', mode='w+', shape=(9,)))
attempt(lambda: cv2.imwrite(CANARY + '/cv.png', np.zeros((9, 9), np.uint8)))
attempt(lambda: __import__('sqlite3').connect(CANARY + '/db.sqlite').execute('create table t (a)'))
attempt(lambda: shutil.copy('/lib/python313.zip', CANARY + '/copy'))
attempt(lambda: tempfile.mkdtemp(dir=CANARY))
attempt(lambda: os.rename('/tmp', CANARY + '/renamed'))
attempt(lambda: os.remove(SECRET_FILE))
attempt(lambda: os.truncate(SECRET_FILE, 0))
`,
  },
  {
    name: 'writing through NODEFS',
    plain: 'file',
    python: `
import os, pyodide_js
attempt(lambda: pyodide_js.mountNodeFS('/canary', CANARY))
attempt(lambda: os.listdir('/canary'))
attempt(lambda: open('/canary/planted', 'w').write('x'))
`,
  },
  {
    name: 'file:// URLs',
    python: `
import urllib.request
attempt(lambda: urllib.request.urlopen('file://' + SECRET_FILE).read())
attempt(lambda: urllib.request.FileHandler().file_open(urllib.request.Request('file://' + SECRET_FILE)).read())
from pyodide.http import open_url
attempt(lambda: open_url('file://' + SECRET_FILE).read())
import numpy as np
attempt(lambda: np.genfromtxt(SECRET_FILE, dtype=str))
attempt(lambda: np.fromfile(SECRET_FILE, np.uint8))
attempt(lambda: np.lib.npyio.DataSource('/tmp').open('file://' + SECRET_FILE).read())
`,
  },
  {
    name: 'imports from folders of the host',
    python: `
import importlib.util, os, runpy, sys, zipimport, _imp, importlib.machinery
folder = os.path.dirname(SECRET_FILE)
sys.path.insert(0, folder)
attempt(lambda: zipimport.zipimporter(folder + '/a.zip'))
attempt(lambda: runpy.run_path(SECRET_FILE))
attempt(lambda: importlib.util.spec_from_file_location('stolen', SECRET_FILE).loader.get_data(SECRET_FILE))
attempt(lambda: _imp.create_dynamic(importlib.machinery.ModuleSpec('stolen', None, origin=folder + '/a.so')))
sys.path.remove(folder)
`,
  },
  {
    name: 'libraries of the host',
    python: `
import ctypes
for path in ('/lib/x86_64-linux-gnu/libc.so.6', '/usr/lib/libSystem.B.dylib', SECRET_FILE, '/proc/self/exe'):
    library = attempt(lambda: ctypes.CDLL(path))
    if library is not None:
        escaped(path)
`,
  },
  {
    name: "OpenCV's own readers",
    python: `
import cv2
attempt(lambda: cv2.imread(SECRET_FILE))
attempt(lambda: cv2.VideoCapture('http://127.0.0.1:%d/v.avi' % PORT).read())
attempt(lambda: cv2.VideoCapture(0).read())
attempt(lambda: cv2.FileStorage(SECRET_FILE, cv2.FILE_STORAGE_READ).root().string())
attempt(lambda: cv2.FileStorage(CANARY + '/cv.yml', cv2.FILE_STORAGE_WRITE).release())
attempt(lambda: cv2.dnn.readNet(SECRET_FILE))
attempt(lambda: cv2.samples.findFile(SECRET_FILE))
`,
  },
];
