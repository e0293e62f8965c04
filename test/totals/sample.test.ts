import fc from 'fast-check';
import { kpi, rate, sample } from 'sales-effectiveness';
import { describe, expect, test } from 'vitest';

const sampleOf = (values: readonly number[]) => {
  const total = sample.open();
  for (const value of values) total.add(value);
  return total.toJSON();
};

/** The multiset by a Map and a sort. */
const multiset = (values: readonly number[]) => {
  const counts = new Map<number, number>();
  for (const value of values) counts.set(value + 0, (counts.get(value) ?? 0) + 1);
  const sorted = [...counts].sort(([a], [b]) => a - b);
  return { values: sorted.map(([value]) => value), counts: sorted.map(([, count]) => count) };
};

const values = fc.oneof(
  fc.integer({ min: -5, max: 5 }),
  fc.integer(),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.constantFrom(-0, 0, 0.1, 2 ** 53, -Number.MIN_VALUE),
);

describe('sample keeps', () => {
  test('every value with how often it occurs, ascending, in any order', () => {
    fc.assert(
      fc.property(fc.array(values, { size: 'max', maxLength: 200 }), (list) => {
        expect(sampleOf(list)).toStrictEqual(multiset(list));
        expect(sampleOf([...list].reverse())).toStrictEqual(sampleOf(list));
      }),
    );
  });

  test('fractions as they are, and 0 for -0, which JSON does not know', () => {
    expect(sampleOf([0.1, -0, 0.1, 0, 1 / 3])).toStrictEqual({ values: [0, 0.1, 1 / 3], counts: [2, 2, 1] });
  });

  test.each([15, 16, 17, 47, 48, 49, 131_055, 131_056, 200_000])(
    '%i values, over the edges of chunks',
    (n) => {
      const list = Array.from({ length: n }, (_, i) => (i * 7919) % 1009);
      expect(sampleOf(list)).toStrictEqual(multiset(list));
    },
  );

  test('nothing but finite numbers: others throw, and none is taken for 0', () => {
    const total = sample.open();
    for (const value of [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, undefined])
      expect(() => total.add(value as never)).toThrow(/^requires a finite number, got /);
    for (const value of [null, '5', true, '', []])
      expect(() => total.add(value as never)).toThrow(/^requires a finite number, got /);
    expect(total.toJSON()).toStrictEqual(sample.zero);
  });

  test('the row and field of what is no number, within a KPI', () => {
    const effort = kpi({
      name: 'effort',
      unit: 'ratio',
      better: 'lower',
      totals: { minutes: sample },
      marks: {
        leads: (each, at) =>
          each((lead) => at(lead.createdAt).minutes.add(lead.personalizationMinutes as number)),
      },
      of: ({ minutes }) => rate(minutes.values.length, 1, null),
    });
    const leads = [
      { id: 1, createdAt: 0, personalizationMinutes: 5 },
      { id: 2, createdAt: 0, personalizationMinutes: Number.NaN },
    ];
    expect(() => effort(leads)).toThrow(
      /^effort requires leads\[1\]\.personalizationMinutes to be a finite number, got NaN$/,
    );
  });
});

describe('sample is JSON', () => {
  test('whose merge is the sample of both lists', () => {
    const list = fc.array(values, { size: 'max', maxLength: 60 });
    fc.assert(
      fc.property(list, list, (a, b) => {
        expect(sample.merge(sampleOf(a), sampleOf(b))).toStrictEqual(multiset([...a, ...b]));
        expect(JSON.parse(JSON.stringify(sampleOf(a)))).toStrictEqual(sampleOf(a));
        const opened = sample.open(sampleOf(a));
        for (const value of b) opened.add(value);
        expect(opened.toJSON()).toStrictEqual(multiset([...a, ...b]));
      }),
    );
  });

  test('of whole days, counted or not, of any size and with strangers among them', () => {
    const days = Array.from({ length: 3000 }, (_, i) => ((i * 7919) % 400) * 86_400_000);
    const strangers = [0.5, 1, 86_400_001, 20_000 * 86_400_000, -86_400_000, -0, 1e300];
    for (const all of [[...days, ...strangers], [...strangers, ...days], days.map((ms) => ms / 86_400_000)])
      expect(sampleOf(all)).toStrictEqual(multiset(all));
  });

  test('of finite numbers alone, also once whole days are counted', () => {
    for (const wrong of [null, undefined, '7', true, [], new Date(0), Number.NaN, Number.POSITIVE_INFINITY]) {
      const total = sample.open();
      for (let i = 0; i < 2000; i++) total.add(7);
      expect(() => total.add(wrong as never)).toThrow(/^requires a finite number, got/);
      expect(total.toJSON()).toStrictEqual({ values: [7], counts: [2000] });
    }
  });

  test('that can be read in the middle and merges with nothing', () => {
    const total = sample.open();
    total.add(2);
    expect(total.toJSON()).toStrictEqual({ values: [2], counts: [1] });
    total.add(1);
    expect(total.toJSON()).toStrictEqual({ values: [1, 2], counts: [1, 1] });
    expect(sample.merge(sample.zero, total.toJSON())).toStrictEqual(total.toJSON());
    expect(sample.merge(sample.zero, sample.zero)).toStrictEqual({ values: [], counts: [] });
  });
});
