// What a manager talks about: why recurring revenue changed, and what each rep should work on.
import {
  type DevelopmentRow,
  developmentReport,
  type Instant,
  previous,
  type RevenueMovement,
  revenueMovements,
  winRate,
} from 'sales-effectiveness';
import type { AsOf } from './asOf.js';
import { amount, clip, columns, decimals, sentences, whole } from './layout.js';
import type { SalesTables } from './tables.js';
import type { Ten } from './ten.js';

/** How one rep develops. */
export type Development = Omit<DevelopmentRow<{ winRate: typeof winRate }>, 'changes'>;

/** What the tables besides the deals say of customers and reps; what there is no table for is not there. */
export interface Team {
  /** Of the last quarters, up to that of the ten. */
  readonly movements?: readonly RevenueMovement[];
  readonly development?: readonly Development[];
}

/** How many quarters are shown, and how many weaknesses of a rep, in how much room. */
const QUARTERS = 4;
const SHOWN_WEAKNESSES = 3;
const WEAKNESSES_WIDTH = 47;

export function measureTeam(
  tables: SalesTables,
  { quarter }: Ten,
  { timeZone, asOf, dataFrom }: { timeZone: string; asOf: AsOf | null; dataFrom?: Instant },
): Team {
  const { deals, contracts, reps, trainings, assessments } = tables;
  const known = { asOf: asOf?.instant ?? 0 };
  const team: { -readonly [P in keyof Team]: Team[P] } = {};
  if (contracts && quarter) {
    let first = quarter;
    for (let i = 1; i < QUARTERS; i++) first = previous(first);
    const during = { start: first.start, end: quarter.end, timeZone };
    team.movements = revenueMovements(contracts, { every: 'quarter', during, ...known });
  }
  if (reps && trainings && assessments) {
    const options = { kpis: { winRate }, ramp: { dataFrom }, ...known };
    const rows = developmentReport({ reps, trainings, assessments, deals }, options);
    team.development = rows.map(({ changes, ...row }) => row);
  }
  return team;
}

export function movementsTitle([first]: readonly RevenueMovement[]): string {
  return `Recurring revenue by quarter (${first?.currency ? `${first.currency} ` : ''}a month)`;
}

/** A line for each quarter: what it began with, what came and went, and what it ended with. */
export function movementLines(movements: readonly RevenueMovement[]): string[] {
  const largest = Math.max(...movements.flatMap(({ start, end }) => [start.toNumber(), end.toNumber()]));
  return columns(
    ['quarter', 'start', 'new', 'expanded', 'reduced', 'lost', 'returned', 'end'],
    movements.map(({ period, start, new: come, expansion, contraction, churn, reactivation, end }) => [
      period.name,
      ...[start, come, expansion, contraction, churn, reactivation, end].map((each) =>
        amount(each.toNumber(), largest),
      ),
    ]),
  );
}

/** A line for each rep: where the win rate is weak, and the weakest skills. */
export function developmentLines(rows: readonly Development[]): string[] {
  return [
    ...columns(
      ['rep', 'hours', 'ramp', 'skills', 'to work on'],
      rows.map((row) => [
        String(row.repId),
        row.training.value === null ? '–' : decimals(row.training.value, 1),
        rampOf(row),
        `${row.strengths.skills.length} of ${Object.keys(row.skills).length}`,
        clip(weaknessesOf(row), WEAKNESSES_WIDTH),
      ]),
    ),
    ...sentences(
      'hours: in training; ramp: days from the hire to the first sale, – where the data begin later;',
      'skills: mastered, from 80% on, the others by their score;',
      'win rate: below the team by more than chance.',
    ),
  ];
}

function weaknessesOf({ weaknesses, skills }: Development): string {
  const all = [
    ...weaknesses.kpis.map((kpi) => (kpi === 'winRate' ? 'win rate' : kpi)),
    ...weaknesses.skills.map((skill) => `${skill} ${whole(skills[skill]!.score * 100)}`),
  ];
  const more = all.length - SHOWN_WEAKNESSES;
  return [...all.slice(0, SHOWN_WEAKNESSES), ...(more > 0 ? [`${more} more`] : [])].join(', ');
}

function rampOf({ ramp }: Development): string {
  if (ramp.excluded.beforeData) return '–';
  return ramp.value === null ? 'none' : whole(ramp.value);
}
