/** Reasoning over figures: the loop, the interfaces it needs, and what it tells. Everything else in this folder is inner matter. */
export type * from './events.ts';
export type * from './model.ts';
export type * from './sandbox.ts';
export { DEFAULT_LIMITS, type RunLimits } from './limits.ts';
export { reason } from './loop/reason.ts';
export { Run } from './loop/run.ts';
export type { Inquiry, OnProgress, Question, RunParts } from './loop/question.ts';
export { runId } from './runId.ts';
export { defineProfile, type Profile, type ProfileSpec } from './profiles/profile.ts';
export { PROFILES, profileFor, s1vl } from './profiles/index.ts';
export { ModelError, type ModelErrorKind } from './modelError.ts';
export {
  parseObservation,
  parseQuestion,
  readConversation,
  type ConversationState,
} from './messages/conversation.ts';
export type { ObservationContent } from './messages/observation.ts';
export type { QuestionContent, Region } from './messages/question.ts';
export type { MessageImage } from './messages/imageLine.ts';
export { TurnReader } from './reader/turnReader.ts';
export { parseAnswer, type ParsedAnswer } from './reader/answer.ts';
export { repairCode } from './repair/repair.ts';
export { imageGain } from './gain/gain.ts';
