import { encodeFrame } from '../../../src/ipc/frames.ts';

/** A sandbox process that somebody has taken over completely: it says what the test asks for, not what is true. */
const mode = process.argv[2] ?? '';
const write = (bytes: Uint8Array): void => void process.stdout.write(bytes);
const send = (message: unknown): void => write(encodeFrame(message));
const ready = { type: 'event', name: 'ready', value: { isolation: [], packages: [], timings: {} } };
const reply = { images: [], notes: [] };
const image = {
  png: new Uint8Array(8),
  width: 10,
  height: 10,
  dhash: '0'.repeat(16),
  spread: 0,
};

const modes: Record<string, () => void> = {
  'random bytes': () => write(new Uint8Array(100_000).map((_, i) => (i * 7919) % 251)),
  'a frame of four gigabytes': () => write(Uint8Array.of(255, 255, 255, 255, 8)),
  'a wrong ready': () =>
    send({ type: 'event', name: 'ready', value: { isolation: 'all of them', packages: null } }),
  'an early end': () => process.exit(0),
  'a reply before the request': () => {
    send({ type: 'reply', id: 1, value: { ...reply, value: 'FORGED' } });
    send(ready);
  },
  'a reply of the wrong shape': () => send(ready),
  'a picture that is none': () => send(ready),
  'endless output': () => send(ready),
  'output of the wrong shape': () => send(ready),
  'requests to the host': () => send(ready),
};
const answers: Record<string, (id: number) => void> = {
  'a reply before the request': (id) => send({ type: 'reply', id, value: reply }),
  'a reply of the wrong shape': (id) =>
    send({ type: 'reply', id, value: { value: {}, images: 'none', notes: 5 } }),
  'a picture that is none': (id) =>
    send({ type: 'reply', id, value: { ...reply, images: [image] } }),
  'endless output': (id) => {
    const value = { stream: 'stdout', text: 'x'.repeat(1_000_000), dropped: 0 };
    for (let i = 0; i < 100; i++) send({ type: 'event', name: 'output', value });
    send({ type: 'reply', id, value: reply });
  },
  'output of the wrong shape': (id) => {
    for (const value of [null, 'text', { stream: '__proto__', text: 'FORGED', dropped: 0 }])
      send({ type: 'event', name: 'output', value });
    send({ type: 'reply', id, value: reply });
  },
  'requests to the host': (id) => {
    for (const method of ['constructor', 'run', 'load', '__proto__', 'toString'])
      send({ type: 'request', id: 1000 + method.length, method, params: {}, stream: false });
    send({ type: 'reply', id, value: reply });
  },
};

modes[mode]?.();
let asked = 0;
// The host's first request has the id 1.
process.stdin.on('data', () => {
  if (asked++ === 0) answers[mode]?.(1);
});
