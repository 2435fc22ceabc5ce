import { parentPort } from 'node:worker_threads';
import { byteStreamTransport } from '../../../src/ipc/transports/bytes.ts';
import { childProcessTransport } from '../../../src/ipc/transports/childProcess.ts';
import { portTransport } from '../../../src/ipc/transports/messagePort.ts';
import { servePeer } from '../../unit/ipc/peer.ts';

/** The peer of the tests as a process or worker of its own. It answers over what it was started with. */
if (parentPort) servePeer(portTransport(parentPort), () => process.exit(3));
else {
  const transport = process.send
    ? childProcessTransport(process)
    : byteStreamTransport(process.stdin, process.stdout);
  servePeer(transport, () => process.kill(process.pid, 'SIGKILL'));
}
