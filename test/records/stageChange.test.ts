import { stageDurations, stagesFromHistory } from 'sales-effectiveness';
import {
  parseRecords,
  type StageChange,
  stageChangeJsonSchema,
  stageChangeSchema,
} from 'sales-effectiveness/records';
import { describe, expect, test } from 'vitest';

const wire = Object.freeze({ dealId: 7, stage: 'Demo', at: '2026-05-29T04:21:51Z' });

describe('stageChangeSchema', () => {
  test('makes a stage change of JSON: epoch milliseconds, the id as text', () => {
    const change: StageChange = stageChangeSchema.parse(wire);
    expect(change).toStrictEqual({ dealId: '7', stage: 'Demo', at: Date.UTC(2026, 4, 29, 4, 21, 51) });
  });

  test.each([
    ['a change of no deal', { dealId: null }],
    ['a change to no stage', { stage: undefined }],
    ['a date alone', { at: '2026-05-29' }],
  ])('refuses %s', (_, more) => {
    expect(stageChangeSchema.safeParse({ ...wire, ...more }).success).toBe(false);
  });
});

test('stageChangeJsonSchema describes what stageChangeSchema takes, in plain JSON', () => {
  expect(stageChangeJsonSchema).toMatchObject({ required: ['dealId', 'stage', 'at'] });
  expect(JSON.parse(JSON.stringify(stageChangeJsonSchema))).toEqual(stageChangeJsonSchema);
});

describe('parseRecords of stage changes', () => {
  const rows = [
    { Deal: '007', Stage: 'Demo', Time: '29/05/2026 4:21' },
    { Deal: '007', Stage: 'Offer', Time: '02/06/2026 16:00' },
    { Deal: '008', Stage: '', Time: '02/06/2026 16:00' },
    { Deal: '', Stage: 'Demo', Time: '31/06/2026 16:00' },
  ];
  const { rows: history, rejects } = parseRecords('stageChanges', rows, {
    columns: { dealId: 'Deal', stage: 'Stage', at: 'Time' },
    dates: ['dd/MM/yyyy H:mm'],
    timeZone: 'UTC',
  });

  test('returns changes for stagesFromHistory', () => {
    expect(history).toStrictEqual([
      { dealId: '007', stage: 'Demo', at: Date.UTC(2026, 4, 29, 4, 21) },
      { dealId: '007', stage: 'Offer', at: Date.UTC(2026, 5, 2, 16) },
    ]);
    const deals = [{ id: '007', createdAt: 0, status: 'open' as const }];
    expect(stageDurations(stagesFromHistory(deals, history))).toMatchObject([
      { stage: 'Demo', ended: 1 },
      { stage: 'Offer', open: 1 },
    ]);
  });

  test('rejects what lacks a stage or a deal, by the id of the deal', () => {
    expect(rejects.map(({ index, id, field }) => [index, id, field])).toEqual([
      [2, '008', 'stage'],
      [3, null, 'dealId'],
    ]);
  });
});
