import type { PanelExchange } from '../host/session.ts';

type Notices = PanelExchange['notices'];

/** What was said until the answer, and after it: of a check of the answer, or of a cell that was run again. */
export function splitNotices({ notices, answer }: PanelExchange): {
  readonly notices: Notices;
  readonly later: Notices;
} {
  // Both times are written alike, in UTC.
  const isLater = ({ time }: Notices[number]): boolean =>
    answer !== undefined && time > answer.time;
  return { notices: notices.filter((one) => !isLater(one)), later: notices.filter(isLater) };
}
