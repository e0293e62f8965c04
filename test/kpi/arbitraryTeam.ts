// Teams as they are: reps hired before, in and after any period, some twice, some who left before they came; deals won
// before the hire, on its day, at its very instant and after leaving; trainings and assessments at edges and in ties.
import fc from 'fast-check';
import type { Assessment, Deal, Id, Instant, Rep, Training } from 'sales-effectiveness';
import { arbitraryTimes } from '../laws.js';

export const HOUR = 3_600_000;
export const DAY = 24 * HOUR;

/** Whose a row is, in a field that the rows of all tables share: what `laws` groups by. */
export interface Owned {
  readonly who: Id | null | undefined;
}

const ids: fc.Arbitrary<Id> = fc.constantFrom('ada', 'bela', 'cleo', 7, '7', '__proto__', 'constructor');
const maybe = <T>(arbitrary: fc.Arbitrary<T>) =>
  fc.oneof({ arbitrary, weight: 12 }, { arbitrary: fc.constantFrom(null, undefined), weight: 1 });
const dated = (ms: number, asDate: boolean): Instant => (asDate ? new Date(ms) : ms);
const instants = fc.tuple(arbitraryTimes, fc.boolean()).map(([ms, asDate]) => dated(ms, asDate));

/** After a hire: before it, at it, later on that day, whole days later to the millisecond, years later. */
const offsets = fc
  .tuple(
    fc.constantFrom(-400, -30, -1, 0, 0, 1, 7, 30, 30, 90, 400),
    fc.constantFrom(-HOUR, -1, 0, 0, 1, HOUR),
  )
  .map(([days, more]) => days * DAY + more);

export const arbitraryReps: fc.Arbitrary<(Rep & Owned)[]> = fc.array(
  fc
    .record({
      id: ids,
      hiredAt: maybe(instants),
      stay: fc.option(offsets, { freq: 2 }),
      asDate: fc.boolean(),
    })
    .map(({ id, hiredAt, stay, asDate }) => ({
      id,
      hiredAt,
      who: id,
      ...(stay === null || (hiredAt ?? null) === null
        ? {}
        : { leftAt: dated(Number(hiredAt) + stay, asDate) }),
    })),
  { maxLength: 9, size: 'max' },
);

/** An instant that is an offset from the hire of some rep, or from the leaving, or any. */
const moments = fc.record({
  of: fc.nat(8),
  from: fc.constantFrom('hiredAt', 'hiredAt', 'hiredAt', 'leftAt', null),
  offset: offsets,
  else: maybe(instants),
  asDate: fc.boolean(),
});
type Moment = typeof moments extends fc.Arbitrary<infer T> ? T : never;

function momentOf(reps: readonly Rep[], moment: Moment): { id: Id | null; at: Instant } {
  const rep = reps.length === 0 ? null : reps[moment.of % reps.length]!;
  const base =
    rep === null || moment.from === null ? null : (rep[moment.from as 'hiredAt' | 'leftAt'] ?? null);
  return {
    id: rep?.id ?? null,
    at: base === null ? moment.else : dated(Number(base) + moment.offset, moment.asDate),
  };
}

const owners = fc.oneof(
  { arbitrary: fc.constant('own' as const), weight: 6 },
  { arbitrary: ids, weight: 3 },
  {
    arbitrary: fc.constantFrom(null, undefined),
    weight: 1,
  },
);

/** Tables of reps and their deals. */
export const hireTables = arbitraryReps.chain((reps) =>
  fc
    .array(
      fc.record({
        id: fc.nat(30),
        status: fc.constantFrom('won', 'won', 'won', 'open', 'lost'),
        moment: moments,
        owner: owners,
        created: fc.constantFrom(-30 * DAY, -1, 0, HOUR, null),
      }),
      { maxLength: 18, size: 'max' },
    )
    .map((specs) => ({
      reps,
      deals: specs.map(({ id, status, moment, owner, created }): Deal & Owned => {
        const { id: own, at } = momentOf(reps, moment);
        const ownerId = owner === 'own' ? own : owner;
        const createdAt = created === null || (at ?? null) === null ? null : Number(at) + created;
        return { id, status: status as Deal['status'], createdAt, closedAt: at, ownerId, who: ownerId };
      }),
    })),
);

/** Tables of reps and their trainings, of whole and of broken minutes. */
export const trainingTables = arbitraryReps.chain((reps) =>
  fc
    .array(
      fc.record({
        moment: moments,
        owner: owners,
        minutes: fc.oneof(fc.nat(600), fc.constantFrom(0, -0, 0.1, 0.2, 0.7, 33.3, 1e-3)),
      }),
      { maxLength: 18, size: 'max' },
    )
    .map((specs) => ({
      reps,
      trainings: specs.map(({ moment, owner, minutes }): Training & Owned => {
        const { id: own, at } = momentOf(reps, moment);
        const repId = (owner === 'own' ? own : owner) as Id;
        return { repId, at, minutes, who: repId };
      }),
    })),
);

/** The same without reps. */
export const trainingsAlone = trainingTables.map(({ trainings }) => ({ trainings }));

const scores = fc.oneof(
  fc.constantFrom(0, 0.5, 0.79, 0.8, 0.81, 1).map((score) => ({ score })),
  fc.nat(10).map((score) => ({ score, maxScore: 10 })),
  fc.integer({ min: 50, max: 70 }).map((score) => ({ score, maxScore: 70 })),
  fc.nat(100).map((cents) => ({ score: cents / 100, maxScore: null })),
);

/** Few instants, so that many assessments share one. */
const shared = [
  Date.UTC(2026, 2, 1),
  Date.UTC(2026, 5, 15),
  Date.UTC(2026, 5, 15) + 1,
  Date.UTC(2026, 8, 30, 22),
];

export const arbitraryAssessments: fc.Arbitrary<(Assessment & Owned)[]> = fc.array(
  fc
    .record({
      repId: fc.oneof(
        { arbitrary: ids, weight: 12 },
        { arbitrary: fc.constantFrom(null, undefined), weight: 1 },
      ),
      skill: fc.constantFrom(
        'demo',
        'demo',
        'closing',
        'closing',
        'constructor',
        '__proto__',
        '',
        null,
        undefined,
      ),
      takenAt: maybe(fc.oneof(fc.constantFrom<Instant>(...shared, new Date(shared[1]!)), instants)),
      scored: scores,
    })
    .map(
      ({ repId, skill, takenAt, scored }) =>
        ({ repId, skill, takenAt, ...scored, who: repId }) as Assessment & Owned,
    ),
  { maxLength: 24, size: 'max' },
);

/** Tables of these. */
export const assessmentTables = fc.record({ assessments: arbitraryAssessments });
