import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { kaplanMeier } from '../../src/statistics/kaplanMeier.js';
import { normalQuantile } from '../../src/statistics/normalQuantile.js';
import { logLogLimits, survivalLimits } from '../../src/statistics/survivalLimits.js';
import { relativeError } from './relativeError.js';
import { sampleOf } from './sampleOf.js';

// Freireich et al. 1963: 6-MP and placebo.
const mp6 = kaplanMeier(
  sampleOf([6, 6, 6, 7, 10, 13, 16, 22, 23]),
  sampleOf([6, 9, 10, 11, 17, 19, 20, 25, 32, 32, 34, 35]),
);
const placebo = kaplanMeier(
  sampleOf([1, 1, 2, 2, 3, 4, 4, 5, 5, 8, 8, 8, 8, 11, 11, 12, 12, 15, 17, 22, 23]),
  sampleOf([]),
);

// scipy 1.17.1: ecdf(CensoredData(uncensored=events, right=censored)).sf.confidence_interval(level, method=…), where
// our 'plain' is its 'linear'; time, low, high at times of events.
const golden = [
  [
    '6-MP',
    mp6,
    'plain',
    0.95,
    [
      [6, 0.7074793118252003, 1],
      [7, 0.6363326611369994, 0.977112717014261],
      [10, 0.5640993266787881, 0.9417830262623881],
      [13, 0.4808430981731827, 0.8995490586895621],
      [16, 0.40390951219133764, 0.8509924485929758],
      [22, 0.28648159112962135, 0.7891486609712187],
      [23, 0.1843848638406128, 0.711973679576754],
      [35, 0.1843848638406128, 0.711973679576754],
    ],
  ],
  [
    '6-MP',
    mp6,
    'plain',
    0.8,
    [
      [6, 0.759283124862211, 0.9550025894235032],
      [7, 0.6953106382520615, 0.9181347398991988],
      [10, 0.6294641278360377, 0.8764182251051386],
      [13, 0.5533075224591196, 0.8270846344036252],
      [16, 0.4812850708159526, 0.7736168899683609],
      [22, 0.3734769608125548, 0.7021532912882853],
      [23, 0.2756933795944102, 0.6206651638229566],
    ],
  ],
  [
    '6-MP',
    mp6,
    'log-log',
    0.95,
    [
      [6, 0.6197179552659838, 0.951551747646997],
      [7, 0.5631465646222333, 0.9228090192028804],
      [10, 0.5031995107999564, 0.8893618351692655],
      [13, 0.43161022248618397, 0.8490659633494507],
      [16, 0.36751085598750205, 0.8049121894718412],
      [22, 0.26777893676713505, 0.7467907176353944],
      [23, 0.18805200595923235, 0.6801426284952414],
      [35, 0.18805200595923235, 0.6801426284952414],
    ],
  ],
  [
    '6-MP',
    mp6,
    'log-log',
    0.8,
    [
      [6, 0.7237597790460643, 0.929135584486864],
      [7, 0.6646141364049094, 0.8932327924075054],
      [10, 0.6030449222988145, 0.8528142886084278],
      [13, 0.5309812947315244, 0.8047897372750394],
      [16, 0.46380140536069064, 0.7537051072296089],
      [22, 0.3623578958643072, 0.6845681433520472],
      [23, 0.27351438132013595, 0.6084494834762518],
    ],
  ],
  [
    'placebo',
    placebo,
    'plain',
    0.95,
    [
      [1, 0.7792135727459104, 1],
      [8, 0.17325270518749775, 0.5886520567172642],
      [12, 0.022528666584140378, 0.35842371436824055],
      [15, 0, 0.2925206881747997],
      [22, 0, 0.13870138073757807],
    ],
  ],
  [
    'placebo',
    placebo,
    'log-log',
    0.95,
    [
      [1, 0.6700458822350336, 0.9752941490381125],
      [8, 0.18306654882039433, 0.5777886777458309],
      [12, 0.059481701361175233, 0.37743489058515],
      [15, 0.03565735519066673, 0.32116157468086937],
      [22, 0.003324463042531181, 0.19704490569894628],
    ],
  ],
] as const;

// R: summary(survfit(Surv(time, status) ~ 1)) of 6-MP, conf.type = "log", to its three digits.
const publishedLog = [
  [6, '0.720', '1.000'],
  [7, '0.653', '0.996'],
  [10, '0.586', '0.968'],
  [13, '0.510', '0.935'],
  [16, '0.439', '0.896'],
  [22, '0.337', '0.858'],
  [23, '0.249', '0.807'],
] as const;

const zOf = (level: number) => normalQuantile((1 + level) / 2);
const share = fc.double({ min: 1e-6, max: 1 - 1e-6, noNaN: true });
const variance = fc.double({ min: 1e-9, max: 2, noNaN: true });
const level = fc.constantFrom(0.5, 0.8, 0.9, 0.95, 0.99);
const scales = ['log-log', 'log', 'plain'] as const;

describe('survivalLimits', () => {
  it.each(golden)('survivalLimits of %s agree with scipy: %s %s %d', (_, steps, limits, level, expected) => {
    for (const [time, low, high] of expected) {
      const { survival, variance } = steps.find((step) => step.time === time)!;
      const got = survivalLimits(survival, variance, zOf(level), limits)!;
      expect(relativeError(got.low, low)).toBeLessThan(1e-12);
      expect(relativeError(got.high, high)).toBeLessThan(1e-12);
    }
  });

  it("survivalLimits on the scale 'log' are those that R prints", () => {
    for (const [time, low, high] of publishedLog) {
      const { survival, variance } = mp6.find((step) => step.time === time)!;
      const got = survivalLimits(survival, variance, zOf(0.95), 'log')!;
      expect([got.low.toFixed(3), got.high.toFixed(3)]).toStrictEqual([low, high]);
    }
  });

  it('survivalLimits are symmetric on their scale, where they are not clipped', () => {
    fc.assert(
      fc.property(share, variance, level, (s, variance, level) => {
        const half = zOf(level) * Math.sqrt(variance);
        const plain = survivalLimits(s, variance, zOf(level), 'plain')!;
        expect(plain.low).toBeCloseTo(Math.max(0, s - half * s), 12);
        expect(plain.high).toBeCloseTo(Math.min(1, s + half * s), 12);
        const log = survivalLimits(s, variance, zOf(level), 'log')!;
        expect(log.low).toBeCloseTo(Math.exp(Math.log(s) - half), 12);
        expect(log.high).toBeCloseTo(Math.min(1, Math.exp(Math.log(s) + half)), 12);
        const double = survivalLimits(s, variance, zOf(level), 'log-log')!;
        const centre = Math.log(-Math.log(s));
        const spread = Math.abs(half / Math.log(s));
        expect(double.low).toBeCloseTo(Math.exp(-Math.exp(centre + spread)), 12);
        expect(double.high).toBeCloseTo(Math.exp(-Math.exp(centre - spread)), 12);
      }),
      { numRuns: 200 },
    );
  });

  it('survivalLimits hold the curve, stay within 0 and 1, and widen with the level', () => {
    fc.assert(
      fc.property(share, variance, fc.constantFrom(...scales), (s, variance, limits) => {
        const narrow = survivalLimits(s, variance, zOf(0.8), limits)!;
        const wide = survivalLimits(s, variance, zOf(0.95), limits)!;
        const order = [0, wide.low, narrow.low, s, narrow.high, wide.high, 1];
        expect(order).toStrictEqual([...order].sort((a, b) => a - b));
      }),
      { numRuns: 200 },
    );
  });

  it('survivalLimits are unknown where nobody is left, on every scale', () => {
    for (const limits of scales) {
      expect(survivalLimits(0, Number.POSITIVE_INFINITY, 1.96, limits)).toBeNull();
      expect(survivalLimits(0, 1, 1.96, limits)).toBeNull();
      expect(survivalLimits(0.5, Number.POSITIVE_INFINITY, 1.96, limits)).toBeNull();
    }
  });

  it('survivalLimits before the first event are 1 and 1, but unknown on the scale log-log', () => {
    expect(survivalLimits(1, 0, 1.96, 'plain')).toStrictEqual({ low: 1, high: 1 });
    expect(survivalLimits(1, 0, 1.96, 'log')).toStrictEqual({ low: 1, high: 1 });
    expect(survivalLimits(1, 0, 1.96, 'log-log')).toBeNull();
  });
});

describe('logLogLimits', () => {
  it('logLogLimits are p to the power of exp(± spread), whichever sign the spread has', () => {
    const { low, high } = logLogLimits(0.25, Math.LN2)!;
    expect(low).toBeCloseTo(1 / 16, 15);
    expect(high).toBeCloseTo(1 / 2, 15);
    expect(logLogLimits(0.25, -Math.LN2)).toStrictEqual({ low, high });
  });

  it('logLogLimits are unknown at 0 and 1 and of no number', () => {
    for (const p of [0, 1, Number.NaN, -0.1, 1.1]) expect(logLogLimits(p, 0.5)).toBeNull();
  });
});
