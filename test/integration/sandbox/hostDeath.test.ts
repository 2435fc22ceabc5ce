import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { expect, it } from 'vitest';
import { encodeFrame } from '../../../src/ipc/frames.ts';
import { planLaunch } from '../../../src/sandbox/launch.ts';
import { findSandboxFiles } from '../../../src/sandbox/location.ts';
import { findNode } from '../../../src/sandbox/node.ts';

/** A host that starts a sandbox process, hands it a message and waits. Prints the process id to stderr. */
const HOST = `
const { spawn } = require('node:child_process');
const { launch, frame } = JSON.parse(process.argv[1]);
const child = spawn(launch.command, launch.args, { cwd: launch.cwd, env: launch.env, stdio: ['pipe', 'inherit', 'ignore'] });
child.stdin.write(Buffer.from(frame, 'base64'));
process.stderr.write(String(child.pid));
setInterval(() => {}, 1000);
`;

it.runIf(existsSync('/usr/bin/setpriv'))(
  'a busy process ends when its host is killed',
  async () => {
    const launch = await planLaunch({
      files: findSandboxFiles(),
      node: await findNode(),
      memoryBytes: 2 ** 30,
      snapshot: true,
    });
    const params = {
      code: "print('busy now')\nwhile True: pass",
      outputBytes: 1_000,
      images: 1,
      imagePixels: 1_000,
    };
    const frame = encodeFrame({ type: 'request', id: 1, method: 'run', params, stream: false });
    const argument = JSON.stringify({ launch, frame: Buffer.from(frame).toString('base64') });
    const host = spawn(process.execPath, ['-e', HOST, argument], {
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const [pid] = (await once(host.stderr, 'data')) as [Buffer];
    let printed = '';
    for await (const chunk of host.stdout) {
      printed += String(chunk);
      if (printed.includes('busy now')) break;
    }
    host.kill('SIGKILL');
    const gone = () => !existsSync(`/proc/${pid.toString()}`);
    await expect.poll(gone, { timeout: 10_000 }).toBe(true);
  },
);
