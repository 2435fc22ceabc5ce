import type { Attempt } from './attempt.ts';

/** Programs, signals, variables, native code. */
export const PROCESSES: readonly Attempt[] = [
  {
    name: 'ctypes to emscripten_run_script',
    plain: 'file',
    mayEnd: true,
    python: `
import ctypes
script = "process.getBuiltinModule('fs').writeFileSync('" + CANARY + "/script', 'x')"
libc = ctypes.CDLL(None)
attempt(lambda: libc.emscripten_run_script(script.encode()))
`,
  },
  {
    name: 'ctypes to emscripten_run_script_string and _int',
    plain: 'secret',
    mayEnd: true,
    python: `
import ctypes
libc = ctypes.CDLL(None)
def text():
    libc.emscripten_run_script_string.restype = ctypes.c_char_p
    return libc.emscripten_run_script_string(('process.env.' + SECRET_VARIABLE).encode())
attempt(text)
if attempt(lambda: libc.emscripten_run_script_int(b'40 + 2')) == 42:
    escaped('code runs')
`,
  },
  {
    name: 'ctypes to emscripten_asm_const and other ways to host code',
    mayEnd: true,
    python: `
import ctypes
libc = ctypes.CDLL(None)
for name in ('emscripten_asm_const_int', 'emscripten_asm_const_ptr', 'emscripten_async_run_script', 'emscripten_console_log', '_emscripten_throw_longjmp', 'emscripten_get_compiler_setting'):
    code = ctypes.c_char_p(b"process.getBuiltinModule('fs').writeFileSync('" + CANARY.encode() + b"/asm', 'x')")
    attempt(lambda: getattr(libc, name)(code, b'', 0))
`,
  },
  {
    name: 'programs and shells',
    python: `
import os, subprocess
attempt(lambda: os.system('echo x > ' + CANARY + '/system'))
attempt(lambda: os.popen('cat ' + SECRET_FILE).read())
attempt(lambda: subprocess.run(['cat', SECRET_FILE], capture_output=True).stdout)
attempt(lambda: subprocess.Popen('touch ' + CANARY + '/popen', shell=True))
attempt(lambda: os.posix_spawn('/bin/cat', ['cat', SECRET_FILE], {}))
attempt(lambda: __import__('pty').spawn('/bin/sh'))
`,
  },
  {
    name: 'fork and exec',
    python: `
import os
attempt(lambda: os.fork())
attempt(lambda: os.forkpty())
attempt(lambda: os.execv('/bin/sh', ['sh', '-c', 'touch ' + CANARY + '/exec']))
attempt(lambda: os.execve('/proc/self/exe', ['node', '-e', '1'], {}))
`,
  },
  {
    name: 'multiprocessing and threads',
    python: `
import threading, multiprocessing, concurrent.futures, _thread
attempt(lambda: threading.Thread(target=print).start())
attempt(lambda: _thread.start_new_thread(print, ()))
attempt(lambda: multiprocessing.Process(target=print).start())
attempt(lambda: concurrent.futures.ThreadPoolExecutor().submit(print))
attempt(lambda: multiprocessing.shared_memory.SharedMemory(create=True, size=100))
`,
  },
  {
    name: 'environment variables of the host',
    python: `
import os, posix, ctypes
attempt(lambda: os.environ[SECRET_VARIABLE])
attempt(lambda: posix.environ)
attempt(lambda: os.getenvb(SECRET_VARIABLE.encode()))
def getenv():
    libc = ctypes.CDLL(None)
    libc.getenv.restype = ctypes.c_char_p
    return libc.getenv(SECRET_VARIABLE.encode())
attempt(getenv)
attempt(lambda: dict(os.environ))
`,
  },
  {
    name: 'signals to the host',
    python: `
import os, signal
for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP, signal.SIGUSR2, signal.SIGKILL):
    for pid in (PARENT, os.getppid(), -1, 0):
        if (pid, number) != (os.getpid(), signal.SIGKILL):
            attempt(lambda: os.kill(pid, number) if pid > 1 else os.killpg(0, 0))
import js
attempt(lambda: js.process.kill(PARENT, 'SIGUSR2'))
attempt(lambda: js.process.ppid)
`,
  },
  {
    name: 'an abort from the C library',
    mayEnd: true,
    python: `
import ctypes
ctypes.CDLL(None).abort()
`,
  },
  {
    name: 'signals to itself',
    mayEnd: true,
    python: `
import signal, os
attempt(lambda: signal.signal(signal.SIGTERM, lambda *_: None))
attempt(lambda: signal.setitimer(signal.ITIMER_REAL, 0.01))
attempt(lambda: signal.raise_signal(signal.SIGTERM))
attempt(lambda: os.kill(os.getpid(), signal.SIGTERM))
`,
  },
  {
    name: 'ending the process from Python',
    mayEnd: true,
    python: `
import os, sys
attempt(lambda: sys.exit(0))
attempt(lambda: os._exit(0))
`,
  },
  {
    name: 'os.abort and a call of a null pointer',
    mayEnd: true,
    python: `
import os, ctypes
attempt(lambda: ctypes.CFUNCTYPE(ctypes.c_int)(0)())
attempt(lambda: os.abort())
`,
  },
  {
    name: 'writing all over the memory of the interpreter',
    mayEnd: true,
    python: `
import ctypes
for address in range(0, 64_000_000, 4096):
    ctypes.memset(address, 0x41, 16)
`,
  },
  {
    name: 'reading the whole memory for the secret and the environment',
    mayEnd: true,
    python: `
import ctypes
for address in range(0, 40_000_000, 1_000_000):
    try:
        block = ctypes.string_at(address, 1_000_000)
    except BaseException as refusal:
        print(type(refusal).__name__)
        break
    for word in (b'PATH=/', b'HOME=/root', b'SECRET_OF_THE_USER'):
        at = block.find(word)
        # The prelude's own names are in memory as well; what must not be there is the value.
        if at >= 0:
            print(block[at:at + 200])
`,
  },
  {
    name: 'limits and priorities of the system',
    python: `
import os
def limits():
    import resource
    return resource.setrlimit(resource.RLIMIT_NOFILE, (10, 10))
attempt(limits)
attempt(lambda: os.nice(-20))
attempt(lambda: os.setuid(0))
attempt(lambda: os.uname())
attempt(lambda: os.sched_setaffinity(0, {0}))
`,
  },
  {
    name: 'the interrupt buffer and other settings of Pyodide',
    python: `
import pyodide_js
from pyodide.ffi import to_js
for name in ('setInterruptBuffer', 'setStdin', 'setStdout', 'setStderr', 'registerJsModule', 'unregisterJsModule', 'setDebug', 'runPythonAsync', 'unpackArchive'):
    attempt(lambda: getattr(pyodide_js, name))
attempt(lambda: pyodide_js.unpackArchive(to_js(b'PK'), SECRET_FILE))
attempt(lambda: pyodide_js.registerComlink(to_js([])))
attempt(lambda: pyodide_js._api.config.indexURL)
`,
  },
  {
    name: 'the debugger',
    python: `
import os
import js
attempt(lambda: js.process.kill(js.process.pid, 'SIGUSR1'))
attempt(lambda: js.process.getBuiltinModule('inspector').open(PORT))
attempt(lambda: js.process._debugProcess(PARENT))
`,
  },
];
