import { SHAPE, SPECIAL, VISION } from './shape.ts';

/** config.json, generation_config.json and preprocessor_config.json of the model, as Qwen3-VL-2B's with the same names. */
export function configs(): Readonly<Record<string, object>> {
  return {
    'config.json': {
      architectures: ['Qwen3VLForConditionalGeneration'],
      model_type: 'qwen3_vl',
      image_token_id: SPECIAL['<|image_pad|>'],
      video_token_id: SPECIAL['<|video_pad|>'],
      vision_start_token_id: SPECIAL['<|vision_start|>'],
      vision_end_token_id: SPECIAL['<|vision_end|>'],
      tie_word_embeddings: true,
      text_config: {
        model_type: 'qwen3_vl_text',
        hidden_size: SHAPE.hidden,
        intermediate_size: SHAPE.intermediate,
        num_hidden_layers: SHAPE.layers,
        num_attention_heads: SHAPE.heads,
        num_key_value_heads: SHAPE.kvHeads,
        head_dim: SHAPE.headSize,
        vocab_size: SHAPE.vocabulary,
        rms_norm_eps: SHAPE.epsilon,
        rope_theta: SHAPE.ropeTheta,
        rope_scaling: {
          mrope_interleaved: true,
          mrope_section: SHAPE.ropeSections,
          rope_type: 'default',
        },
        max_position_embeddings: 262_144,
        eos_token_id: SPECIAL['<|im_end|>'],
        hidden_act: 'silu',
      },
      vision_config: {
        model_type: 'qwen3_vl',
        // The exports drop DeepStack, and there is nothing that it could do here.
        deepstack_visual_indexes: [],
        patch_size: VISION.patch,
        spatial_merge_size: VISION.merge,
        temporal_patch_size: VISION.temporalPatch,
        in_channels: VISION.channels,
        out_hidden_size: SHAPE.hidden,
      },
      'transformers.js_config': {
        use_external_data_format: {
          'embed_tokens_q4.onnx': 1,
          'vision_encoder_q4.onnx': 1,
          'decoder_model_merged_q4.onnx': 1,
        },
      },
    },
    'generation_config.json': {
      do_sample: false,
      bos_token_id: SPECIAL['<|endoftext|>'],
      pad_token_id: SPECIAL['<|endoftext|>'],
      eos_token_id: [SPECIAL['<|im_end|>'], SPECIAL['<|endoftext|>']],
    },
    'preprocessor_config.json': {
      image_processor_type: 'Qwen2VLImageProcessorFast',
      processor_class: 'Qwen3VLProcessor',
      size: { longest_edge: 16_777_216, shortest_edge: 65_536 },
      patch_size: VISION.patch,
      merge_size: VISION.merge,
      temporal_patch_size: VISION.temporalPatch,
      image_mean: [0.5, 0.5, 0.5],
      image_std: [0.5, 0.5, 0.5],
      do_convert_rgb: true,
      do_normalize: true,
      do_rescale: true,
      do_resize: true,
      rescale_factor: 1 / 255,
      resample: 3,
    },
  };
}
