import { describe, expect, it } from 'vitest';
import { chooseFiles, missingFiles } from '../../../../src/models/catalog/chooseFiles.ts';
import { dtypeWords, parseDtype } from '../../../../src/models/catalog/dtype.ts';
import { findWeights } from '../../../../src/models/catalog/weights.ts';

const PATHS = [
  'README.md',
  'config.json',
  'tokenizer.json',
  'LICENSE',
  'model.safetensors',
  'onnx/decoder_model_merged.onnx',
  'onnx/decoder_model_merged.onnx_data_10',
  'onnx/decoder_model_merged.onnx_data_2',
  'onnx/decoder_model_merged.onnx_data',
  'onnx/decoder_model_merged.onnx_database',
  'onnx/decoder_model_merged_quantized.onnx',
  'onnx/embed_tokens.onnx',
  'onnx/embed_tokens_fp16.onnx',
  'onnx/embed_tokens_fp16.onnx.data',
  'onnx/vision_encoder_fp16.onnx',
  'onnx/vision_encoder_fp16.onnx_data',
];

describe('choosing files', () => {
  it('takes the files of one form, with all their data in order', () => {
    const { paths, dtype } = chooseFiles(PATHS, parseDtype('fp32,vision_encoder=fp16'), 'a/b');
    expect(paths).toEqual([
      'config.json',
      'tokenizer.json',
      'LICENSE',
      'onnx/embed_tokens.onnx',
      'onnx/vision_encoder_fp16.onnx',
      'onnx/vision_encoder_fp16.onnx_data',
      'onnx/decoder_model_merged.onnx',
      'onnx/decoder_model_merged.onnx_data',
      'onnx/decoder_model_merged.onnx_data_2',
      'onnx/decoder_model_merged.onnx_data_10',
    ]);
    expect(dtype).toEqual({
      embed_tokens: 'fp32',
      vision_encoder: 'fp16',
      decoder_model_merged: 'fp32',
    });
  });

  it('knows the names of transformers.js', () => {
    const weights = findWeights(PATHS);
    expect([...weights.decoder_model_merged.keys()]).toEqual(['fp32', 'q8']);
    expect(weights.embed_tokens.get('fp16')?.data).toEqual(['onnx/embed_tokens_fp16.onnx.data']);
  });

  it('takes the nearest form where none is asked for, without a word; with one where it was', () => {
    expect(chooseFiles(PATHS, { parts: {} }, 'a/b')).toMatchObject({
      dtype: { embed_tokens: 'fp16', vision_encoder: 'fp16', decoder_model_merged: 'q8' },
      notices: [],
    });
    const { dtype, notices } = chooseFiles(PATHS, parseDtype('q8'), 'a/b');
    expect(dtype.decoder_model_merged).toBe('q8');
    expect(notices).toHaveLength(2);
    expect(notices[0]).toBe(
      'a/b has no embed_tokens as q8; fp16 is taken (there are: fp32, fp16).',
    );
  });

  it('reads files beside config.json where there is no onnx/', () => {
    const flat = PATHS.map((path) => path.replace('onnx/', ''));
    expect(missingFiles(flat)).toEqual([]);
    expect(chooseFiles(flat, parseDtype('fp16'), 'a/b').paths).toContain(
      'vision_encoder_fp16.onnx_data',
    );
  });

  it('says what is missing', () => {
    expect(missingFiles(['config.json', 'onnx/embed_tokens_q4.onnx'])).toEqual([
      'tokenizer.json',
      'onnx/vision_encoder.onnx (or another form of it, such as vision_encoder_q4.onnx)',
      'onnx/decoder_model_merged.onnx (or another form of it, such as decoder_model_merged_q4.onnx)',
    ]);
    expect(() => chooseFiles(['model.safetensors'], { parts: {} }, 'a/b')).toThrow(
      /a\/b is not a vision-language model/u,
    );
  });
});

describe('forms of weights', () => {
  it('are read for all parts and for some', () => {
    expect(parseDtype('q4')).toEqual({ all: 'q4', parts: {} });
    expect(parseDtype('q4, vision_encoder = fp16')).toEqual({
      all: 'q4',
      parts: { vision_encoder: 'fp16' },
    });
    expect(parseDtype('embed_tokens=q8')).toEqual({ parts: { embed_tokens: 'q8' } });
    for (const wrong of ['', 'q5', 'vision=q4', 'vision_encoder=', 'q4,,'])
      expect(() => parseDtype(wrong), wrong).toThrow(/There are: /u);
  });
  it('are told in short', () => {
    expect(
      dtypeWords({ embed_tokens: 'q4', vision_encoder: 'q4', decoder_model_merged: 'q4' }),
    ).toBe('q4');
    expect(
      dtypeWords({ embed_tokens: 'q4', vision_encoder: 'fp16', decoder_model_merged: 'q4' }),
    ).toBe('q4, vision_encoder fp16');
  });
});
