import fc from 'fast-check';
import { type Fact, type Money, money } from 'sales-effectiveness';
import { describe, expect, test } from 'vitest';
import { acquisition as acquisitionOf, type CustomerTable } from '../../src/reading/acquisition.js';

type Came = { readonly from: CustomerTable; readonly source: string | null };
type Options = { level: number; paidSources: readonly string[] | undefined; customersFrom?: CustomerTable };
/** The customers of each table, by where each fact says it is from. */
const acquisition = (costs: Money, customers: readonly Fact<Came>[], options: Options) => {
  const of = (from: CustomerTable) =>
    customers
      .filter(({ facts }) => facts[0]!.value.from === from)
      .map((fact) => ({ ...fact, facts: fact.facts.map(({ id, value }) => ({ id, value: value.source })) }));
  const firsts = { deals: of('deals'), sales: of('sales'), leads: of('leads') };
  return acquisitionOf(costs, firsts, { customersFrom: undefined, ...options });
};

const spend = (...amounts: (string | number)[]): Money => {
  const total = money.open();
  for (const amount of amounts) total.add(amount, 'EUR');
  return total.toJSON();
};
const customer = (key: string, from: CustomerTable, more: Partial<Fact<Came>> = {}): Fact<Came> => ({
  key,
  at: 1,
  facts: [{ id: '1', value: { from, source: null } }],
  ...more,
});
const several = (n: number) => Array.from({ length: n }, (_, i) => customer(String(i), 'deals'));
const asked = { level: 0.95, paidSources: undefined };

describe('acquisition(spend, customers, options)', () => {
  test('is spend ÷ customers with 40 digits, the spend as its sum', () => {
    const { value, sum, count, currency, customersFrom } = acquisition(
      spend('10', '0.01'),
      several(3),
      asked,
    );
    expect([value!.toFixed(), sum.toFixed(), count, currency, customersFrom]).toEqual([
      '3.336666666666666666666666666666666666667',
      '10.01',
      3,
      'EUR',
      'deals',
    ]);
  });

  test('is null without costs or without customers, and 0 where costs are 0', () => {
    const of = (costs: Money, n: number) => {
      const { value, interval } = acquisition(costs, several(n), asked);
      return [value?.toFixed() ?? null, interval];
    };
    expect(of(spend(), 2)).toEqual([null, null]);
    expect(of(spend(5), 0)).toEqual([null, null]);
    expect(of(spend(), 0)).toEqual([null, null]);
    expect(of(spend(0), 2)).toEqual(['0', { low: 0, high: 0, level: 0.95 }]);
    expect(of(spend(5, -5), 2)).toEqual(['0', { low: 0, high: 0, level: 0.95 }]);
  });

  // The limits of the count by scipy.optimize.brentq on (n − μ)² = z² μ with z = scipy.stats.norm.ppf((1 + level) ÷ 2).
  test.each([
    [0.5, 1, 0.5156548860384244, 1.9392815370811483],
    [0.5, 2, 1.246848696401459, 3.2080877267181136],
    [0.5, 40, 35.955560123591, 44.49937629952854],
    [0.9, 1, 0.22309222073812005, 4.482451233357294],
    [0.9, 7, 3.79549232765079, 12.910051126444426],
    [0.95, 2, 0.5484721382575761, 7.29298668243655],
    [0.95, 40, 29.3769040649615, 54.46455475573262],
    [0.99, 1, 0.117405464112158, 8.517491136909054],
    [0.99, 7, 2.7378876645826127, 17.8970089364386],
    [0.99, 1000, 921.7950460772703, 1084.839850523751],
  ])('at level %d of %d customers sets the spend against %d to %d of them', (level, n, fewest, most) => {
    const { interval } = acquisition(spend('600'), several(n), { level, paidSources: undefined });
    expect(interval!.low / (600 / most)).toBeCloseTo(1, 12);
    expect(interval!.high / (600 / fewest)).toBeCloseTo(1, 12);
    expect(interval!.level).toBe(level);
  });

  test('has an interval that holds the value, and is wider with fewer customers or a higher level', () => {
    const levels = fc.double({ min: 0.01, max: 0.999999, noNaN: true });
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 300 }), levels, levels, (n, a, b) => {
        const of = (customers: number, level: number) =>
          acquisition(spend('1000'), several(customers), { level, paidSources: undefined }).interval!;
        const [narrow, wide] = [of(n, Math.min(a, b)), of(n, Math.max(a, b))];
        expect(narrow.low).toBeLessThan(1000 / n);
        expect(narrow.high).toBeGreaterThan(1000 / n);
        expect(wide.low).toBeLessThanOrEqual(narrow.low);
        expect(wide.high).toBeGreaterThanOrEqual(narrow.high);
        // Relative to the value.
        const more = of(n + 1, a);
        expect(more.high * (n + 1)).toBeLessThan(of(n, a).high * n * (1 + 1e-12));
      }),
    );
  });

  test('has its lower limit below its upper one also where credits outweigh the costs', () => {
    const { value, interval } = acquisition(spend(5, -605), several(7), asked);
    expect(interval!.low).toBeLessThan(value!.toNumber());
    expect(interval!.high).toBeGreaterThan(value!.toNumber());
  });

  test('takes no customer whose first fact lies outside the period', () => {
    const customers = [customer('a', 'sales', { outside: true }), customer('b', 'sales')];
    expect(acquisition(spend(8), customers, asked)).toMatchObject({ count: 1, customersFrom: 'sales' });
    expect(acquisition(spend(8), customers.slice(0, 1), asked)).toMatchObject({ value: null, count: 0 });
  });

  test('takes of several facts at one instant the first one’s source', () => {
    const facts = ['ads', null, 'fair'].map((source, i) => ({
      id: String(i),
      value: { from: 'leads', source } as const,
    }));
    const of = (sources: string[], order = facts) =>
      acquisition(spend(8), [customer('a', 'leads', { facts: order })], { level: 0.95, paidSources: sources })
        .count;
    expect([of(['ads']), of(['fair']), of(['null']), of([])]).toEqual([1, 0, 0, 0]);
    expect([of(['ads'], facts.slice(1)), of(['fair'], facts.slice(2))]).toEqual([0, 1]);
  });

  test('refuses customers of several tables, and names them', () => {
    const customers = [customer('a', 'deals'), customer('b', 'sales', { outside: true })];
    expect(() => acquisition(spend(8), customers, asked)).toThrow(
      new RangeError(
        "customerAcquisitionCost requires customersFrom where customers come from several tables, got 'deals and sales'",
      ),
    );
  });
});
