import { ModelError } from '../../reasoning/modelError.ts';
import { causeOf } from '../servers/askServer.ts';
import { isLoopback } from '../servers/baseUrl.ts';
import { nameOf, quoted, type Target } from './target.ts';

/** Codes of connections that were there, and then were closed before the answer. */
const CLOSED = new Set(['ECONNRESET', 'EPIPE', 'ECONNABORTED']);
const NO_NAME = new Set(['ENOTFOUND', 'EAI_AGAIN']);
const CERTIFICATE = /CERT|SELF_SIGNED|UNABLE_TO|ALTNAME/u;
const NOT_TLS = /^EPROTO$|^ERR_SSL|^ERR_TLS/u;

/** A request that brought no answer, as an error in the user's words: who, why, and what to do. */
export function unreachable(target: Target, error: Error): ModelError {
  const { code = '' } = error as NodeJS.ErrnoException;
  const why = quoted(causeOf(error), target);
  // The server took the request, so that it is worth asking once more.
  if (CLOSED.has(code))
    return new ModelError(
      'cut',
      `${nameOf(target)} closed the connection before it answered. If it happens again, its log tells why.`,
      { cause: error },
    );
  return new ModelError('down', sentence(target, code, why), { cause: error });
}

function sentence(target: Target, code: string, why: string): string {
  const { host, entry } = target;
  const { hostname } = new URL(entry.url);
  if (NO_NAME.has(code))
    return `Nothing answers at ${host} (${why}). Check the address ${entry.url}, and your network or VPN.`;
  if (NOT_TLS.test(code))
    return `${host} does not speak https (${code}). If it is your own server, begin its address with http://.`;
  if (CERTIFICATE.test(code))
    return `The certificate of ${host} cannot be trusted (${why}). For a certificate of your own institute, name its file in the environment variable NODE_EXTRA_CA_CERTS and start again; otherwise ask who runs the server.`;
  if (code.startsWith('HPE_'))
    return `What answers at ${host} does not speak HTTP (${code}). Check the port in ${entry.url}; a server with a certificate wants https://.`;
  const help = isLoopback(hostname)
    ? `Start the server, or correct the address.${startAdvice(target)}`
    : 'Check the address, the network or VPN, and whether the server is running.';
  return `Nothing answers at ${host} (${why}). ${help} "figscope models test ${entry.name}" shows whether it answers.`;
}

/** How the engine that usually listens at the port is started. */
function startAdvice({ entry }: Target): string {
  switch (new URL(entry.url).port) {
    case '8000':
      return ` vLLM is started with: vllm serve ${entry.model}.`;
    case '30000':
      return ` SGLang is started with: python -m sglang.launch_server --model-path ${entry.model}.`;
    case '8080':
    case '9931':
      return ' llama-server is started with: llama-server -m MODEL.gguf --mmproj PROJECTOR.gguf.';
    case '11434':
      return ' Ollama is started with: ollama serve.';
    case '1234':
      return ' LM Studio starts its server on its page "Developer", or with: lms server start.';
    default:
      return '';
  }
}
