import { inContext, requires } from '../error.js';
import type { Amount, Optional } from '../records/record.js';
import { checkOptions } from '../time/checkOptions.js';
import { type Instant, time } from '../time/instant.js';
import { plainText } from '../totals/amount.js';
import { decimal } from '../totals/money.js';

interface Priced {
  readonly amount?: Optional<Amount>;
  readonly currency?: Optional<string>;
}

/** How amounts are brought to one currency. */
export interface ConvertOptions<Row> {
  /** The currency that all amounts are to have. */
  readonly to: string;
  /** The field whose date a rate is taken of: `'closedAt'` of deals, `'soldAt'` of sales. */
  readonly at: keyof Row & string;
  /** How many units of `to` one unit of a currency was worth at an instant, as decimal text; null when not known. */
  readonly rates: (currency: string | null, instant: number) => string | null;
}

/** The rows that could be converted, and how many were left out, by reason. */
export interface Converted<Row> {
  readonly rows: (Omit<Row, 'amount' | 'currency'> & { amount?: Optional<Amount>; currency: string })[];
  readonly excluded: Readonly<Record<string, number>>;
}

/**
 * Brings amounts to one currency, each by the rate of its own date, so that they can be added up.
 *
 * New amount: amount × rate, as decimal text of up to 40 digits, never rounded to cents. Rows in that currency
 * already, and rows without an amount, stay as they are but for the currency. A rate that is not known leaves the row
 * out (`missingRate`), never 1 and never 0; so does a date that is missing (`missingDate`). Empty: no rows.
 * Errors: an amount or a rate that is no decimal, a date that is text, with the row and the field.
 *
 * @example
 * import { convertMoney, revenueWon } from 'sales-effectiveness';
 * const won = { createdAt: 0, closedAt: Date.UTC(2026, 9, 31), status: 'won' } as const;
 * const deals = [
 *   { ...won, id: 1, amount: '100.00', currency: 'EUR' },
 *   { ...won, id: 2, amount: '110.00', currency: 'USD' },
 * ];
 * const rates = (currency: string | null) => (currency === 'USD' ? '0.9' : null);
 * revenueWon(convertMoney(deals, { to: 'EUR', at: 'closedAt', rates }).rows).value.toFixed(2) // => '199.00'
 */
export function convertMoney<Row extends Priced>(
  rows: Iterable<Row>,
  options: ConvertOptions<Row>,
): Converted<Row> {
  checkOptions('convertMoney', options, ['to', 'at', 'rates']);
  const { to, at, rates } = options;
  if (typeof to !== 'string' || to === '') throw requires(TypeError, 'a currency as to', to, 'convertMoney');
  if (typeof at !== 'string') throw requires(TypeError, 'the name of a date as at', at, 'convertMoney');
  if (typeof rates !== 'function') throw requires(TypeError, 'a function as rates', rates, 'convertMoney');
  const excluded: Record<string, number> = {};
  const leaveOut = (reason: string) => {
    excluded[reason] = (excluded[reason] ?? 0) + 1;
    return [];
  };
  const converted = [...rows].flatMap((row, index) => {
    const currency = row.currency || null;
    const { amount } = row;
    if (currency === to || amount === null || amount === undefined) return [{ ...row, currency: to }];
    const read = <T>(field: string, value: () => T): T => {
      try {
        return value();
      } catch (error) {
        throw inContext(error, 'convertMoney', `rows[${index}].${field}`);
      }
    };
    const instant = read(at, () => time(row[at] as Instant));
    if (Number.isNaN(instant)) return leaveOut('missingDate');
    const rate = rates(currency, instant);
    if (rate === null || rate === undefined) return leaveOut('missingRate');
    const factor = read('currency', () => plainText(rate));
    const text = read('amount', () => plainText(amount));
    return [{ ...row, amount: decimal(text).times(factor).toFixed(), currency: to }];
  });
  return { rows: converted as Converted<Row>['rows'], excluded };
}
