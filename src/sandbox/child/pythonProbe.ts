import type { PyodideInterface } from 'pyodide';
import type { WireLayer } from '../protocol.ts';

/** Tries from Python what Python must not be able to do; names every attempt that got through. */
const ATTEMPTS = `
def _attempts():
    import os
    through = []
    def attempt(name, action):
        try:
            if action():
                through.append(name)
        except BaseException:
            return
    def reach():
        import js
        return any(hasattr(js, name) for name in ('process', 'fetch', 'require', 'Function', 'globalThis'))
    def evaluate():
        from pyodide.code import run_js
        return run_js('1 + 1') == 2
    def construct():
        from pyodide.ffi import to_js
        return to_js([]).constructor.constructor('return true')()
    def read_host():
        return len(os.listdir('/proc')) > 2 and open('/proc/self/status').read()
    def connect():
        import socket
        with socket.socket() as probe:
            probe.settimeout(0.2)
            return probe.connect_ex(('127.0.0.1', 9)) == 0
    def spawn():
        import subprocess
        return subprocess.run(['/bin/true']).returncode == 0
    def system():
        return os.system('true') == 0
    attempt('objects of the host realm', reach)
    attempt('JavaScript source code', evaluate)
    attempt('function constructors', construct)
    attempt('host files', read_host)
    attempt('sockets', connect)
    attempt('programs', spawn)
    attempt('a shell', system)
    return ', '.join(through)
_attempts()
`;

/** The layer that a cell meets first: Python itself. */
export function probePython(python: PyodideInterface): WireLayer {
  const scope = python.toPy({});
  const through = String(python.runPython(ATTEMPTS, { globals: scope }));
  return {
    name: 'Python',
    inForce: through === '',
    required: true,
    detail:
      through === ''
        ? 'no host object, JavaScript code, host file, socket or program can be had from Python'
        : `Python reaches ${through}`,
  };
}
