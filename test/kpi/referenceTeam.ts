// What the KPIs of a team should give, from their definitions alone: filter, sort, loops.
import { deviation, mean, quantile } from 'd3-array';
import type { Assessment, Deal, Id, Instant, Rep, Training } from 'sales-effectiveness';
import { type Asked, kaplanMeier, localDay, survivalQuantile } from './reference.js';

const DAY = 86_400_000;
const ms = (instant: Instant): number | null =>
  instant === null || instant === undefined ? null : Number(instant);

function asking({ during, asOf }: Asked) {
  const now = ms(asOf) ?? Number.POSITIVE_INFINITY;
  const isIn = (t: number) => t <= now && (!during || (t >= during.start && t < during.end));
  const excluded: Record<string, number> = {};
  const leaveOut = (reason: string) => void (excluded[reason] = (excluded[reason] ?? 0) + 1);
  return { now, isIn, excluded, leaveOut };
}

export function statisticsOf(values: readonly number[]) {
  return {
    count: values.length,
    mean: mean(values) ?? null,
    median: quantile(values, 0.5) ?? null,
    p90: quantile(values, 0.9) ?? null,
    deviation: deviation(values) ?? null,
  };
}

/** Rep by rep, by the text of the id: the first hire in the period, the first win since, when the rep was last seen. */
export function timeToFirstSale(
  { reps, deals }: { reps: readonly Rep[]; deals: readonly Deal[] },
  asked: Asked,
  { timeZone, dataFrom }: { timeZone?: string; dataFrom?: Instant } = {},
) {
  const { now, isIn, excluded, leaveOut } = asking(asked);
  const unit = (t: number) => (timeZone === undefined ? t / DAY : localDay(timeZone, t));
  const hires = reps.flatMap(({ id, hiredAt, leftAt }) => {
    const [hired, left] = [ms(hiredAt), ms(leftAt)];
    if (hired === null) leaveOut('missingHiredAt');
    else if (!isIn(hired)) return [];
    else if (hired < (ms(dataFrom) ?? Number.NEGATIVE_INFINITY)) leaveOut('beforeData');
    else if (left !== null && left < hired) leaveOut('negativeDuration');
    else return [{ id: String(id), hired, seen: Math.min(left ?? Number.POSITIVE_INFINITY, now) }];
    return [];
  });
  const wins = deals.flatMap(({ status, createdAt, closedAt, ownerId }) => {
    const [created, closed] = [ms(createdAt), ms(closedAt)];
    if (status !== 'won' || (created !== null && created > now)) return [];
    if (closed === null) leaveOut('missingClosedAt');
    else if (ownerId === null || ownerId === undefined) {
      if (isIn(closed)) leaveOut('missingOwnerId');
    } else if (closed <= now) return [{ owner: String(ownerId), closed }];
    return [];
  });
  const [sold, unsold]: [number[], number[]] = [[], []];
  for (const id of new Set(hires.map((each) => each.id))) {
    const first = hires
      .filter((each) => each.id === id)
      .reduce((a, b) => {
        if (unit(a.hired) !== unit(b.hired)) return unit(b.hired) < unit(a.hired) ? b : a;
        return b.seen < a.seen ? b : a;
      });
    const own = wins
      .filter(({ owner }) => owner === id)
      .map(({ closed }) => unit(closed) - unit(first.hired));
    const after = own.filter((days) => days >= 0);
    for (const days of own) if (days < 0) leaveOut('beforeHire');
    if (after.length > 0) sold.push(Math.min(...after));
    else
      unsold.push(
        first.seen === Number.POSITIVE_INFINITY
          ? first.seen
          : Math.max(0, unit(first.seen) - unit(first.hired)),
      );
  }
  // Days as milliseconds again, so that what is equal to the millisecond is one time.
  const whole = (days: number) => Math.round(days * DAY);
  const curve = kaplanMeier(sold.map(whole), unsold.map(whole), 'plain');
  const half = survivalQuantile(
    curve.map(({ days }) => days),
    curve.map(({ survival }) => survival),
    0.5,
  );
  return {
    ...statisticsOf(sold),
    waiting: unsold.length,
    medianWithOpen: unsold.includes(Number.POSITIVE_INFINITY) || half === null ? null : half / DAY,
    excluded,
  };
}

/** Rep by rep: who was there (and new) at an instant of the period, and the minutes that count. */
export function trainingTime(
  { reps, trainings }: { reps?: readonly Rep[]; trainings: readonly Training[] },
  asked: Asked,
  firstDays?: number,
) {
  const { isIn, excluded, leaveOut } = asking(asked);
  const hiredOf = new Map<string, number>();
  const known = new Set<string>();
  const start = asked.during?.start ?? Number.NEGATIVE_INFINITY;
  for (const { id, hiredAt, leftAt } of reps ?? []) {
    const hired = ms(hiredAt);
    const left = ms(leftAt) ?? Number.POSITIVE_INFINITY;
    if (hired === null) leaveOut('missingHiredAt');
    else if (left < hired) {
      if (isIn(hired)) leaveOut('negativeDuration');
    } else {
      // The first instant of the period at which the rep might be there: on the first day or later, until gone.
      const t = Math.max(hired, start);
      const isThere = (t === hired || t < left) && isIn(t);
      const isNew = firstDays === undefined || t <= hired + firstDays * DAY;
      if (isThere) known.add(String(id));
      if (isThere && isNew)
        hiredOf.set(String(id), Math.min(hired, hiredOf.get(String(id)) ?? Number.POSITIVE_INFINITY));
    }
  }
  const minutesOf = new Map<string, number[]>([...hiredOf.keys()].map((id) => [id, []]));
  for (const { repId, at, minutes } of trainings) {
    const t = ms(at);
    if (repId === null || repId === undefined) {
      if (t === null) leaveOut('missingAt');
      else if (isIn(t)) leaveOut('missingRepId');
    } else if (t === null) leaveOut('missingAt');
    else if (isIn(t)) {
      const key = String(repId);
      const hired = hiredOf.get(key);
      if (firstDays === undefined) minutesOf.set(key, [...(minutesOf.get(key) ?? []), minutes]);
      else if (!known.has(key)) leaveOut('unknownRep');
      else if (hired === undefined) continue;
      else if (t >= hired && t <= hired + firstDays * DAY) minutesOf.get(key)!.push(minutes);
    }
  }
  const hours = [...minutesOf.values()].map((list) => list.reduce((a, b) => a + b, 0) / 60);
  return { ...statisticsOf(hours), excluded };
}

export interface Pair {
  rep: string;
  skill: string;
  /** The best share of each instant, ascending. */
  taken: { at: number; share: number }[];
}

/** Pairs of a rep and a skill, with what was scored when. */
export function pairsOf(assessments: readonly Assessment[], asked: Asked) {
  const { isIn, excluded, leaveOut } = asking(asked);
  const pairs: Pair[] = [];
  for (const { repId, skill, takenAt, score, maxScore } of assessments) {
    const at = ms(takenAt);
    const isMissing = (id: Id | null | undefined) => id === null || id === undefined || id === '';
    if (at === null) leaveOut('missingTakenAt');
    else if (!isIn(at)) continue;
    else if (repId === null || repId === undefined) leaveOut('missingRepId');
    else if (isMissing(skill)) leaveOut('missingSkill');
    else {
      let pair = pairs.find((each) => each.rep === String(repId) && each.skill === skill);
      if (pair === undefined) pairs.push((pair = { rep: String(repId), skill, taken: [] }));
      const share = score / (maxScore ?? 1);
      const same = pair.taken.find((each) => each.at === at);
      if (same === undefined) pair.taken.push({ at, share });
      else same.share = Math.max(same.share, share);
      pair.taken.sort((a, b) => a.at - b.at);
    }
  }
  return { pairs, excluded };
}
