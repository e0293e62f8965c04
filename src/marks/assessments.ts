import { requiresNumber } from '../error.js';
import type { Assessment } from '../records/record.js';

/** Refuses a threshold that no score, or every score, reaches. */
export function checkThreshold(threshold: number, who: string): void {
  if (!(typeof threshold === 'number' && threshold > 0 && threshold <= 1))
    throw requiresNumber('threshold to be a share above 0, up to 1', threshold, who);
}

/** What of a rep and a skill is missing; null where both are there. */
export function missingOf({ repId, skill }: Assessment): 'missingRepId' | 'missingSkill' | null {
  if (repId === null || repId === undefined) return 'missingRepId';
  return skill === null || skill === undefined || skill === '' ? 'missingSkill' : null;
}

/** What of the most was scored: 0 to 1. */
export function shareOf({ score, maxScore }: Assessment): number {
  const most = maxScore ?? 1;
  if (!(typeof most === 'number' && most > 0 && most < Number.POSITIVE_INFINITY))
    throw requiresNumber('a positive score', most);
  if (!(typeof score === 'number' && score >= 0 && score <= most)) {
    const hint = maxScore === undefined || maxScore === null ? ' where there is no maxScore' : '';
    throw requiresNumber(`a number from 0 to ${most}${hint}`, score);
  }
  return score / most;
}

/** Whether a share reaches a threshold, at which 2.4 of 3 is 0.8, whatever doubles make of it. */
export const reaches = (share: number, threshold: number): boolean => share >= threshold * (1 - 1e-12);
