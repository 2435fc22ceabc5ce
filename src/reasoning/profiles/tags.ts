import type { ProfileSpec } from './profile.ts';

/** The tags that S1-VL's closest published relatives share. */
export const COMMON_TAGS: ProfileSpec['tags'] = {
  thought: { open: '<think>', close: '</think>' },
  code: { open: '<code>', close: '</code>' },
  answer: { open: '<answer>', close: '</answer>' },
};
