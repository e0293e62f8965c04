import type { Assessment, Rep, Training } from 'sales-effectiveness';
import { EXPORTED } from './exampleDeals.js';
import { DAY, mulberry32, normal, workingHour } from './random.js';

/**
 * The reps: three came before the deals begin; Dov, Elif and Finn took over deals of others, which have their names now;
 * Gita has not sold yet.
 */
const TEAM = [
  { id: 'Ada', hiredAt: Date.UTC(2019, 3, 1), able: 0.86 },
  { id: 'Bela', hiredAt: Date.UTC(2021, 8, 1), able: 0.82 },
  { id: 'Cleo', hiredAt: Date.UTC(2023, 1, 1), able: 0.88 },
  { id: 'Dov', hiredAt: Date.UTC(2025, 1, 3), able: 0.74 },
  { id: 'Elif', hiredAt: Date.UTC(2025, 1, 17), able: 0.83 },
  { id: 'Finn', hiredAt: Date.UTC(2025, 4, 19), able: 0.64 },
  { id: 'Gita', hiredAt: Date.UTC(2026, 4, 4), able: 0.6 },
];

/** The skills, and how much harder or easier each is. */
const SKILLS = [
  { skill: 'Discovery', ease: 0.03 },
  { skill: 'Demo', ease: 0.05 },
  { skill: 'Offer', ease: -0.08 },
  { skill: 'Negotiation', ease: -0.05 },
  { skill: 'Product', ease: 0.06 },
];
const QUARTER = 91 * DAY;

export const exampleReps = (): Rep[] => TEAM.map(({ id, hiredAt }) => ({ id, hiredAt }));

/** Who was hired by then. */
export const hiredBy = (at: number) => TEAM.filter(({ hiredAt }) => hiredAt <= at);

/** Hours in the classroom: a week's worth for who is new, one now and then for everybody. One has lost its date. */
export function exampleTrainings(seed: number): Training[] {
  const random = mulberry32(seed ^ 0x7a115);
  const begin = Date.UTC(2025, 0, 6);
  const trainings = TEAM.flatMap(({ id, hiredAt }) => {
    const start = Math.max(hiredAt, begin);
    const first = hiredAt > begin ? SKILLS.map((_, i) => start + (3 + 4 * i) * DAY) : [];
    const more = Array.from({ length: 8 }, () => start + 40 * DAY + random() * 500 * DAY);
    return [...first, ...more.sort((a, b) => a - b)].map(
      (at, i): Training => ({
        repId: id,
        at: workingHour(at, random),
        minutes: 60 + 30 * Math.floor(random() * 5),
        skill: SKILLS[i < first.length ? i : Math.floor(random() * SKILLS.length)]!.skill,
      }),
    );
  });
  const held = trainings.filter(({ at }) => Number(at) < EXPORTED);
  return held.map((each, i) => (i === 20 ? { ...each, at: null } : each));
}

/** Assessments of 100 points, two skills or three in each quarter: better with time. One has lost its date. */
export function exampleAssessments(seed: number): Assessment[] {
  const random = mulberry32(seed ^ 0xa55e5);
  const assessments: Assessment[] = [];
  for (const { id, hiredAt, able } of TEAM)
    for (const [i, { skill, ease }] of SKILLS.entries()) {
      const talent = able + ease + 0.06 * normal(random);
      const start = Math.max(hiredAt, Date.UTC(2025, 0, 6)) + (20 + 7 * i) * DAY;
      for (let round = 0, at = start; at < EXPORTED - 5 * DAY; round++, at += 2 * QUARTER) {
        const share = Math.min(1, talent - 0.14 + 0.07 * round + 0.04 * normal(random));
        const takenAt = workingHour(at + random() * 4 * DAY, random);
        assessments.push({ repId: id, skill, takenAt, score: Math.round(share * 100), maxScore: 100 });
      }
    }
  return assessments.map((each, i) => (i === 30 ? { ...each, takenAt: null } : each));
}
