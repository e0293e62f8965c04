import {
  bottleneck,
  type Deal,
  funnel,
  type Id,
  type Instant,
  type Lead,
  type Optional,
  type RateReading,
  type StageChange,
  type StageVisit,
  stageDurations,
  stagesFromHistory,
  stalledDeals,
  winRate,
} from 'sales-effectiveness';
import { describe, expectTypeOf, test } from 'vitest';

interface Opportunity extends Deal {
  readonly region: string;
}

declare const deals: readonly Deal[];
declare const opportunities: ReadonlySet<Opportunity>;
declare const leads: readonly Lead[];
declare const history: Iterable<StageChange>;

describe('tables of stages', () => {
  test('stageDurations and bottleneck give rows whose values may be null', () => {
    const [row] = stageDurations(deals, {
      order: ['Demo', 'Offer'] as const,
      visits: 'merged',
      unit: 'hours',
    });
    expectTypeOf(row!.mean).toEqualTypeOf<number | null>();
    expectTypeOf(row!.total).toEqualTypeOf<number>();
    expectTypeOf(row!.movedOn).toEqualTypeOf<RateReading<number>>();
    const [ranked] = bottleneck(opportunities, { by: 'dropOff', minVisits: 3, during: { start: 0, end: 1 } });
    expectTypeOf(ranked!.rank).toEqualTypeOf<number | null>();
    expectTypeOf(ranked!.stage).toEqualTypeOf<string>();
  });

  test('take rows with more fields, readonly lists and the nulls of a CRM', () => {
    const stages = [{ stage: 'Demo', enteredAt: null, leftAt: null, probability: 0.2 }] as const;
    const rows = [
      { id: 1, createdAt: null, status: 'open', closedAt: null, stages, region: 'north' },
    ] as const;
    stageDurations(rows);
    bottleneck(rows);
    funnel(rows, { order: ['Demo'] });
    stalledDeals(rows, { asOf: 0 });
    stagesFromHistory(rows, history);
  });

  test('take rows with more fields also where they are written in the call, as the KPIs do', () => {
    winRate([{ id: 1, createdAt: 0, status: 'won', closedAt: 5, stages: null, region: 'north' }]);
    stalledDeals([{ id: 1, createdAt: 0, status: 'won', region: 'north' }], { asOf: 0 });
    stagesFromHistory([{ id: 1, createdAt: 0, status: 'won', region: 'north' }], []);
    stageDurations([{ id: 1, createdAt: 0, status: 'won', closedAt: 5, stages: null, region: 'north' }]);
    funnel([{ id: 1, createdAt: 0, wonAt: null, region: 'north' }], { order: ['wonAt'] });
    funnel({ deals: [{ id: 1, createdAt: 0, status: 'won', region: 'north' }] }, { order: ['Demo'] });
  });

  test('refuse options that there are not, and values that they do not take', () => {
    // @ts-expect-error misspelt
    stageDurations(deals, { asof: 0 });
    // @ts-expect-error not one of them
    stageDurations(deals, { visits: 'all' });
    // @ts-expect-error not one of them
    stageDurations(deals, { unit: 'weeks' });
    // @ts-expect-error of bottleneck
    stageDurations(deals, { by: 'mean' });
    // @ts-expect-error not one of them
    bottleneck(deals, { by: 'p90' });
    // @ts-expect-error text is no instant
    stageDurations(deals, { asOf: '2026-01-01' });
    // @ts-expect-error leads have no stages
    stageDurations(leads);
    // @ts-expect-error text is no instant
    stageDurations([{ id: 1, createdAt: 0, status: 'won', stages: [{ stage: 'a', enteredAt: '2026' }] }]);
  });

  test('funnel takes deals or leads, bare or by name, and no other table', () => {
    const [step] = funnel({ leads });
    expectTypeOf(step!.next).toEqualTypeOf<RateReading<number> | null>();
    expectTypeOf(step!.cumulative).toEqualTypeOf<RateReading<number>>();
    funnel(opportunities, { order: ['Demo'], skips: 'break', backward: 'break' });
    // @ts-expect-error no such table
    funnel({ sales: [] }, { order: ['Demo'] });
    // @ts-expect-error deals have no steps of their own
    funnel(deals);
    // @ts-expect-error not one of them
    funnel(deals, { order: ['Demo'], skips: 'stop' });
  });

  test('stalledDeals gives the rows as they are, and needs asOf', () => {
    const [stalled] = stalledDeals(opportunities, { asOf: new Date() });
    expectTypeOf(stalled!.deal).toEqualTypeOf<Opportunity>();
    expectTypeOf(stalled!.stage).toEqualTypeOf<string | null>();
    // @ts-expect-error asOf is required
    stalledDeals(deals);
    // @ts-expect-error asOf is required
    stalledDeals(deals, {});
    // @ts-expect-error no other option
    stalledDeals(deals, { asOf: 0, during: { start: 0, end: 1 } });
  });

  test('stagesFromHistory keeps the fields of a row, and gives what the tables take', () => {
    const rows = stagesFromHistory(opportunities, history);
    expectTypeOf(rows[0]!.region).toEqualTypeOf<string>();
    expectTypeOf(rows[0]!.id).toEqualTypeOf<Id>();
    expectTypeOf(rows[0]!.stages).toEqualTypeOf<Optional<readonly StageVisit[]>>();
    expectTypeOf(rows[0]!.createdAt).toEqualTypeOf<Instant>();
    stageDurations(rows);
    expectTypeOf(stalledDeals(rows, { asOf: 0 })[0]!.deal.region).toEqualTypeOf<string>();
    // @ts-expect-error a line without its deal
    stagesFromHistory(deals, [{ stage: 'Demo', at: 0 }]);
  });
});
