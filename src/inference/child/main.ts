import { Console } from 'node:console';
import { Channel } from '../../ipc/channel.ts';
import { byteStreamTransport } from '../../ipc/transports/bytes.ts';
import type { InferenceApi } from '../protocol.ts';
import { machine } from './machine.ts';
import { InferenceService } from './service.ts';

/**
 * The inference process: ONNX Runtime blocks its thread for every step, so it has a process of its own. It serves its host over
 * standard input and output until the host closes them.
 */

// Standard output belongs to the messages: what a library prints there would end the connection.
globalThis.console = new Console(process.stderr);

/** Prompts with a dozen images. */
const MAX_FRAME_BYTES = 512 * 1024 * 1024;

const channel = new Channel<InferenceApi, object>(
  byteStreamTransport(process.stdin, process.stdout, { maxFrameBytes: MAX_FRAME_BYTES }),
);
const service = new InferenceService((step) => channel.notify('loading', step));

channel.handle('load', (params, { signal }) => service.load(params, signal));
channel.handle('unload', (_, { signal }) => service.unload(signal));
channel.handle('measure', (_, { signal }) => service.measure(signal));
channel.handle('providers', () => machine());
channel.handleStream('generate', (params, { signal }) => service.generate(params, signal));

// A step that runs is not waited for: nobody will see what it gives.
void channel.closed.then(() => process.exit(0));
