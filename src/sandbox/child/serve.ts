import { toWireError } from '../../ipc/errors.ts';
import type { WireMessage } from '../../ipc/message.ts';
import type { InstallRequest, LoadReply, LoadRequest, RunRequest } from '../protocol.ts';
import type { Python } from './python.ts';

/** Answers the host's requests, one at a time, until `receive` gives null. */
export function serve(
  python: Python,
  receive: () => WireMessage | null,
  send: (message: WireMessage) => void,
): void {
  for (let message = receive(); message; message = receive()) {
    if (message.type !== 'request') continue;
    const { id, method, params } = message;
    try {
      send({ type: 'reply', id, value: answer(python, method, params) });
    } catch (error) {
      send({ type: 'failure', id, error: toWireError(error) });
    }
  }
}

/** The host is trusted: its parameters are taken as they are. */
function answer(python: Python, method: string, params: unknown): unknown {
  switch (method) {
    case 'install':
      for (const { bytes } of (params as InstallRequest).wheels) python.install(bytes);
      return null;
    case 'warmUp':
      python.warmUp();
      return null;
    case 'load':
      return load(python, params as LoadRequest);
    case 'run':
      return python.run(params as RunRequest);
    default:
      throw new Error(`The sandbox has no method ${method}.`);
  }
}

function load(python: Python, request: LoadRequest): LoadReply {
  const { figures, maxPreviewPixels, convention, shown } = request;
  python.agree(convention);
  const loaded: LoadReply['figures'] = [];
  for (const figure of figures) {
    const result = python.loadFigure(figure, maxPreviewPixels);
    if ('unreadable' in result)
      return { figures: [], unreadable: { id: figure.id, message: result.unreadable } };
    loaded.push(result);
  }
  python.rememberShown(shown);
  return { figures: loaded };
}
