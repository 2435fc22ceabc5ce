export { AddedTokens, type AddedToken, type AddedTokenMatch } from './addedTokens.ts';
export { ChatTemplate, type RenderOptions } from './chatTemplate.ts';
export type { ImageTokens, PlacedImage } from './encodedText.ts';
export { PromptEncoder, type EncodedPrompt } from './promptEncoder.ts';
export type { ImagePart, RenderedPrompt } from './renderedPrompt.ts';
export { TextStream, type StreamOptions, type StreamStep } from './textStream.ts';
export { closeThought, type ThoughtWatch } from './thoughtWatch.ts';
export { Tokenizer } from './tokenizer.ts';
