import type { Engine } from '../description.ts';

type Advice = Readonly<Partial<Record<Engine, string>>> & { readonly other: string };

const IMAGE: Advice = {
  'llama-server':
    'Start llama-server with the model’s projector (--mmproj FILE), or load a model that takes images.',
  ollama:
    'Take a model that takes images: "ollama show MODEL" lists "vision" among its capabilities.',
  lmstudio: 'Load a model that LM Studio marks with Vision.',
  other:
    'Serve a vision-language model, or write "images": false into the entry: it then works through code alone.',
};

const IMAGES: Advice = {
  vllm: 'Start vLLM with --limit-mm-per-prompt.image 16.',
  sglang: 'Start SGLang with --limit-mm-data-per-request \'{"image": 16}\'.',
  other:
    'Write "limits": {"images": 1} into the entry, or serve a model that takes several images.',
};

const TOOLS: Advice = {
  vllm: 'Start vLLM with --enable-auto-tool-choice --tool-call-parser hermes (or the parser of your model).',
  sglang: 'Start SGLang with --tool-call-parser qwen25 (or the parser of your model).',
  'llama-server': 'Start llama-server with --jinja.',
  ollama: 'Take a model with "tools" among its capabilities (ollama show MODEL).',
  other: 'Only the profile "tools" needs it; the others write code as text.',
};

const CACHE: Advice = {
  vllm: 'vLLM reports it when started with --enable-prompt-tokens-details.',
  sglang: 'SGLang reports it when started with --enable-cache-report.',
  other: 'Nothing to do: a server may reuse its cache without saying so.',
};

const REASONING: Advice = {
  vllm: 'With --reasoning-parser qwen3 (or the parser of your model) vLLM hands thoughts over apart.',
  sglang:
    'With --reasoning-parser qwen3 (or the parser of your model) SGLang hands thoughts over apart.',
  'llama-server': 'With --reasoning-format deepseek llama-server hands thoughts over apart.',
  lmstudio: 'LM Studio hands thoughts over apart when Settings > Developer says so.',
  other: 'Nothing to do: Figscope finds the closing tag by itself.',
};

const CONTEXT: Advice = {
  vllm: 'Start vLLM with a larger --max-model-len.',
  sglang: 'Start SGLang with a larger --context-length.',
  'llama-server': 'Start llama-server with a larger context: -c 32768.',
  ollama: 'Start Ollama with OLLAMA_CONTEXT_LENGTH=32768.',
  lmstudio: 'Load the model with a larger context length (the gear beside its name).',
  other: 'Serve the model with a larger context.',
};

const ADVICE = {
  image: IMAGE,
  images: IMAGES,
  tools: TOOLS,
  cache: CACHE,
  reasoning: REASONING,
  context: CONTEXT,
};

/** What to do about a finding, in the words of the server at hand. */
export function adviceOn(topic: keyof typeof ADVICE, engine: Engine): string {
  const advice: Advice = ADVICE[topic];
  return advice[engine] ?? advice.other;
}
