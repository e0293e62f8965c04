import { addTo } from '../excluded.js';
import { rate } from '../reading/rate.js';
import type { Excluded, RateReading } from '../reading/reading.js';
import { quantile } from '../statistics/quantile.js';
import { sizeOf } from '../statistics/sample.js';
import { sumOf } from '../statistics/sumOf.js';
import { kaplanMeierQuantile } from '../statistics/survivalQuantile.js';
import { compareIds } from '../totals/compareIds.js';
import { sample } from '../totals/sample.js';
import { LOST, MOVED_ON, OPEN, REASONS } from './visitsOf.js';

/** Time in one stage, in the unit asked for. */
export interface StageRow {
  readonly stage: string;
  /** Visits: those that ended, and those that are open. */
  readonly visits: number;
  readonly ended: number;
  readonly open: number;
  /** Of ended visits. */
  readonly mean: number | null;
  readonly median: number | null;
  readonly p90: number | null;
  /** Kaplan-Meier median with the open visits in view; null where it is not reached, or open visits are not timed. */
  readonly medianWithOpen: number | null;
  /** The time of all visits, open ones too, and its share of that of all stages. */
  readonly total: number;
  readonly share: number | null;
  /** Of visits whose end is known: those that went on to another stage or were won, the others being lost there. */
  readonly movedOn: RateReading<number>;
  readonly excluded: Excluded;
}

/** What adds up in one stage while deals are read. */
export class LiveStage {
  private readonly times = sample.open();
  private readonly openTimes = sample.open();
  private open = 0;
  private untimed = 0;
  private moved = 0;
  private lost = 0;
  private readonly excluded: Record<string, number> = {};

  /** Adds a visit of so many milliseconds, which ended as its fate says. */
  add(length: number, fate: number): void {
    const reason = REASONS[fate];
    if (reason !== undefined) addTo(this.excluded, reason, 1);
    else if (fate === OPEN) {
      this.open++;
      if (Number.isNaN(length)) this.untimed++;
      else this.openTimes.add(length);
    } else {
      this.times.add(length);
      if (fate === MOVED_ON) this.moved++;
      else if (fate === LOST) this.lost++;
    }
  }

  /** The row of this stage, all but its share; `per` milliseconds make a unit. */
  read(stage: string, per: number, level: number): Omit<StageRow, 'share'> {
    const times = this.times.toJSON();
    const openTimes = this.openTimes.toJSON();
    const ended = sizeOf(times);
    const sum = sumOf(times);
    const scaled = (value: number | null) => (value === null ? null : value / per);
    return {
      stage,
      visits: ended + this.open,
      ended,
      open: this.open,
      mean: ended === 0 ? null : sum / ended / per,
      median: scaled(quantile(times, 0.5)),
      p90: scaled(quantile(times, 0.9)),
      medianWithOpen: this.untimed > 0 ? null : scaled(kaplanMeierQuantile(times, openTimes, 0.5)),
      total: (sum + sumOf(openTimes)) / per,
      movedOn: rate(this.moved, this.moved + this.lost, level),
      excluded: { ...this.excluded },
    };
  }
}

/** The rows of all stages: the first `named` in the order in which they stand, the others after, by name. */
export function stageRows(
  byStage: ReadonlyMap<string, LiveStage>,
  named: number,
  per: number,
  level: number,
): StageRow[] {
  const stages = [...byStage.keys()];
  const order = [...stages.slice(0, named), ...stages.slice(named).sort(compareIds)];
  const rows = order.map((stage) => byStage.get(stage)!.read(stage, per, level));
  const all = rows.reduce((sum, { total }) => sum + total, 0);
  return rows.map(({ movedOn, excluded, ...row }) => ({
    ...row,
    share: all === 0 ? null : row.total / all,
    movedOn,
    excluded,
  }));
}
