import type { Attempt } from './attempt.ts';

/** Reaching the listener on the loopback address; it must not see one connection. */
export const NETWORK: readonly Attempt[] = [
  {
    name: 'a TCP socket',
    python: `
import socket
def connect(family, address):
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.settimeout(1)
        probe.connect(address)
        probe.send(b'GET / HTTP/1.0\\r\\n\\r\\n')
        return probe.recv(100)
attempt(lambda: connect(socket.AF_INET, ('127.0.0.1', PORT)))
attempt(lambda: connect(socket.AF_INET6, ('::1', PORT)))
attempt(lambda: socket.create_connection(('localhost', PORT), 1))
attempt(lambda: connect(socket.AF_UNIX, '/tmp/.X11-unix/X0'))
`,
  },
  {
    name: 'a UDP socket',
    mayEnd: true,
    python: `
import socket
attempt(lambda: socket.socket(socket.AF_INET, socket.SOCK_DGRAM).sendto(b'x', ('127.0.0.1', PORT)))
def connected():
    sender = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    sender.connect(('127.0.0.1', PORT))
    return sender.send(b'x')
attempt(connected)
`,
  },
  {
    name: 'raw and listening sockets',
    mayEnd: true,
    python: `
import socket
def listen():
    server = socket.socket()
    server.bind(('127.0.0.1', 0))
    server.listen()
    return server.getsockname()
attempt(listen)
attempt(lambda: socket.getaddrinfo('example.org', 80))
attempt(lambda: socket.socketpair())
attempt(lambda: socket.socket(socket.AF_INET, socket.SOCK_RAW, 1).sendto(b'x', ('127.0.0.1', 0)))
`,
  },
  {
    name: 'urllib and http.client',
    python: `
import http.client, urllib.request
attempt(lambda: urllib.request.urlopen('http://127.0.0.1:%d/urllib' % PORT, timeout=2).read())
def request():
    connection = http.client.HTTPConnection('127.0.0.1', PORT, timeout=2)
    connection.request('GET', '/client')
    return connection.getresponse().read()
attempt(request)
`,
  },
  {
    name: 'pyodide.http',
    python: `
import pyodide.http
attempt(lambda: pyodide.http.open_url('http://127.0.0.1:%d/open_url' % PORT).read())
from pyodide.ffi import run_sync
attempt(lambda: run_sync(pyodide.http.pyfetch('http://127.0.0.1:%d/pyfetch' % PORT)))
attempt(lambda: pyodide.http.pyxhr.get('http://127.0.0.1:%d/pyxhr' % PORT))
`,
  },
  {
    name: 'fetch of the host realm',
    plain: 'connection',
    python: `
import js
for name in ('fetch', 'XMLHttpRequest', 'WebSocket', 'EventSource', 'navigator', 'Worker', 'importScripts'):
    attempt(lambda: getattr(js, name))
attempt(lambda: js.fetch('http://127.0.0.1:%d/fetch' % PORT))
attempt(lambda: js.fetch.constructor('return fetch')()('http://127.0.0.1:%d/fetch2' % PORT))
`,
  },
  {
    name: 'WebSocket, and the ws module that Emscripten takes',
    plain: 'connection',
    python: `
import js
url = 'ws://127.0.0.1:%d/ws' % PORT
attempt(lambda: js.WebSocket.new(url))
attempt(lambda: __import__('pyodide_js')._module.websocket)
attempt(lambda: __import__('pyodide_js')._api.ws)
attempt(lambda: js.process.getBuiltinModule('net').connect(PORT, '127.0.0.1'))
attempt(lambda: js.require('ws'))
`,
  },
  {
    name: 'asyncio connections',
    python: `
import asyncio
async def connect():
    return await asyncio.wait_for(asyncio.open_connection('127.0.0.1', PORT), 1)
def step(coroutine):
    try:
        return coroutine.send(None)
    finally:
        coroutine.close()
attempt(lambda: step(connect()))
attempt(lambda: step(asyncio.get_event_loop().create_connection(asyncio.Protocol, '127.0.0.1', PORT)))
`,
  },
  {
    name: 'mail, file transfer and other protocols of the standard library',
    python: `
import ftplib, imaplib, poplib, smtplib, xmlrpc.client
attempt(lambda: ftplib.FTP().connect('127.0.0.1', PORT, timeout=1))
attempt(lambda: smtplib.SMTP('127.0.0.1', PORT, timeout=1))
attempt(lambda: imaplib.IMAP4('127.0.0.1', PORT))
attempt(lambda: poplib.POP3('127.0.0.1', PORT, timeout=1))
attempt(lambda: xmlrpc.client.ServerProxy('http://127.0.0.1:%d/' % PORT).system.listMethods())
`,
  },
  {
    name: 'installing a package',
    python: `
def install():
    import micropip
    return micropip.install('http://127.0.0.1:%d/a-1-py3-none-any.whl' % PORT)
attempt(install)
import pyodide_js
attempt(lambda: pyodide_js.loadPackage('http://127.0.0.1:%d/a-1-py3-none-any.whl' % PORT))
attempt(lambda: pyodide_js.loadPackage('micropip'))
attempt(lambda: __import__('pip'))
attempt(lambda: __import__('ensurepip').bootstrap())
`,
  },
  {
    name: 'sockets of the C library',
    mayEnd: true,
    python: `
import ctypes, struct
libc = ctypes.CDLL(None)
def connect():
    descriptor = libc.socket(2, 1, 0)
    address = struct.pack('<HH4s8x', 2, ((PORT & 255) << 8) | (PORT >> 8), bytes([127, 0, 0, 1]))
    return descriptor, libc.connect(descriptor, address, len(address)), libc.send(descriptor, b'x', 1, 0)
attempt(connect)
for name in ('emscripten_fetch', 'emscripten_wget', 'emscripten_async_wget', 'emscripten_websocket_new'):
    attempt(lambda: getattr(libc, name)(b'http://127.0.0.1:%d/c' % PORT, b'/tmp/c'))
`,
  },
];
