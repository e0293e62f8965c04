import { count, type Deal, groupBy, kpi, scorecard, winRate } from 'sales-effectiveness';
import { describe, expectTypeOf, test } from 'vitest';

interface Call {
  readonly at: Date;
  readonly minutes: number;
  readonly ownerId: string;
}

declare module 'sales-effectiveness' {
  interface Tables {
    calls: Call;
  }
}

declare const deals: readonly Deal[];
declare const calls: readonly Call[];

describe('Tables', () => {
  test('is open: an app adds its own', () => {
    const callMinutes = kpi({
      name: 'callMinutes',
      unit: 'count',
      better: 'higher',
      accumulates: true,
      totals: { minutes: 0 },
      marks: {
        calls: (each, at) =>
          each((call) => {
            expectTypeOf(call).toEqualTypeOf<Call>();
            at(call.at).minutes += call.minutes;
          }),
      },
      of: ({ minutes }) => count(minutes),
    });
    expectTypeOf(callMinutes(calls).value).toEqualTypeOf<number>();
    expectTypeOf(groupBy(calls, 'ownerId', callMinutes).get('a')?.value).toEqualTypeOf<number | undefined>();
    scorecard({ calls, deals }, { callMinutes, winRate });
    // @ts-expect-error rows of another table
    callMinutes(deals);
    // @ts-expect-error a table is missing
    scorecard({ deals }, { callMinutes, winRate });
  });
});
