export { Sampler, type SamplerOptions } from './sampler.ts';
export { resolveSampling, type ResolvedSampling } from './resolveSampling.ts';
