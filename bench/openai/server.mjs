// A model server for the benchmark, in a process of its own: takes a request whole and streams the same reply every time. Prints its port.
import { createServer } from 'node:http';

const TOKENS = 2000;
const event = (/** @type {object} */ delta, /** @type {string | null} */ reason = null) =>
  `data: ${JSON.stringify({ id: 'chatcmpl-0', object: 'chat.completion.chunk', created: 0, model: 'bench', choices: [{ index: 0, delta, logprobs: null, finish_reason: reason }] })}\n\n`;
const packets = Array.from({ length: TOKENS / 10 }, (_, packet) =>
  Array.from({ length: 10 }, (_, token) => event({ content: ` w${packet * 10 + token}` })).join(''),
);
const last = `${event({}, 'stop')}data: [DONE]\n\n`;

const server = createServer((request, response) => {
  request.resume().on('end', () => {
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    let at = 0;
    const next = () => {
      const packet = packets[at++];
      if (packet === undefined) return response.end(last);
      response.write(packet);
      return setImmediate(next);
    };
    next();
  });
});
server.listen(0, '127.0.0.1', () => {
  const address = server.address();
  if (address && typeof address === 'object') process.stdout.write(`${address.port}\n`);
});
