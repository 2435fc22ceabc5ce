import { expect, it } from 'vitest';
import { firstLine } from '../../../../src/inference/sessions/runtime.ts';

it.each([
  ['no more than it says', 'no more than it says'],
  ['first\nsecond', 'first'],
  [
    '/onnxruntime_src/onnxruntime/core/providers/webgpu/webgpu_context.cc:136 onnxruntime::webgpu::WebGpuContext::Initialize(const Config&)::<lambda()> status == wgpu::RequestAdapterStatus::Success was false. Failed to get a WebGPU adapter: No supported adapters',
    'Failed to get a WebGPU adapter: No supported adapters',
  ],
  [
    '/src/core/session.cc:12 void onnxruntime::Load(const Path&) The file is too short.',
    'The file is too short.',
  ],
])('takes the words out of %j', (message, words) => {
  expect(firstLine(new Error(message))).toBe(words);
});
