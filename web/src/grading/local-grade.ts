// Verdicts on the device. They are shown until the verdict of the service arrives.
import type { Slip } from './difference';

export type LocalGrade = {
  verdict: Schema.Verdict;
  slip: Slip | null;
  /** Whether the service's verdict is known to be the same. It knows more words, orders and forms than the device. */
  isSure: boolean;
};

export const sure = (verdict: Schema.Verdict, slip: Slip | null = null): LocalGrade => ({ verdict, slip, isSure: true });
export const likely = (verdict: Schema.Verdict, slip: Slip | null = null): LocalGrade => ({ verdict, slip, isSure: false });
