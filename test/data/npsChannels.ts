import { groupBy, netPromoterScore, points, trend } from 'sales-effectiveness';
import { parseRecords } from 'sales-effectiveness/records';
import type { Comparison } from './comparison.js';
import { compareFigures, netScore } from './figures.js';
import type { Folder } from './folder.js';

/** 6,043 answers of three channels, a file for each; gives the ids of truth.json that are compared. */
export function npsChannels(folder: Folder, comparison: Comparison): Set<string> {
  const exported = ['email', 'mobile', 'web'].flatMap((channel) =>
    folder.csv(`nps_${channel}.csv`).map((row) => ({ ...row, channel })),
  );
  const { rows: answers, rejects } = parseRecords('answers', exported, {
    columns: { score: 'nps_rating', answeredAt: 'response_date', customerId: 'user_id' },
    timeZone: 'UTC',
    keep: ['channel'],
  });
  comparison.same('answers that could not be read', rejects.length, 0);

  const months = trend(answers, netPromoterScore, { every: 'month', timeZone: 'UTC' });
  const ofMonths = (part: 'promoters' | 'passives' | 'detractors') =>
    months.reduce((sum, { reading }) => sum + reading[part], 0);
  comparison.same('months', months.map(({ period }) => period.name).join(), '2020-10,2020-11,2020-12');
  comparison.all(
    'nps_overall, of the sums of the months',
    netScore(
      points(
        {
          promoters: ofMonths('promoters'),
          passives: ofMonths('passives'),
          detractors: ofMonths('detractors'),
        },
        { level: 0.95, interval: 'normal' },
      ),
    ),
    folder.values().get('nps_overall'),
  );
  return compareFigures(folder, comparison, {
    nps_overall: netScore(netPromoterScore(answers)),
    nps_by_channel: Object.fromEntries(
      [...groupBy(answers, 'channel', netPromoterScore)].map(([channel, each]) => [channel, netScore(each)]),
    ),
    score_counts: Object.fromEntries(
      [...groupBy(answers, 'score', netPromoterScore)].map(([score, { count }]) => [score, count]),
    ),
  });
}
