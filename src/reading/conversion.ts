import { rate } from './rate.js';
import type { RateReading } from './reading.js';

/** A share of leads, and how many of them may still convert. */
export type ConversionReading = RateReading<number> & { readonly pending: number };

/** The reading of leads that converted, of all; with `basis: 'period'` they are not part of each other: no interval. */
export function conversion(
  { leads, converted, pending }: { leads: number; converted: number; pending: number },
  { level, basis }: { level: number; basis: 'cohort' | 'period' },
): ConversionReading {
  return { ...rate(converted, leads, basis === 'period' ? null : level), pending };
}
