import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { normalQuantile } from '../../src/statistics/normalQuantile.js';
import { wilson } from '../../src/statistics/wilson.js';
import { relativeError } from './relativeError.js';

// scipy 1.17, scipy.stats.binomtest(successes, n).proportion_ci(level, 'wilson'):
// successes, n, level, low, high.
const golden = [
  [0, 1, 0.8, 0, 0.6215524967746471],
  [0, 1, 0.9, 0, 0.7301340512159458],
  [0, 1, 0.95, 0, 0.7934506856227626],
  [0, 1, 0.99, 0, 0.8690224567198142],
  [1, 1, 0.8, 0.3784475032253529, 1],
  [1, 1, 0.9, 0.2698659487840541, 1],
  [1, 1, 0.95, 0.20654931437723745, 1],
  [1, 1, 0.99, 0.13097754328018596, 1],
  [0, 10, 0.8, 0, 0.14106868209054085],
  [0, 10, 0.9, 0, 0.21294197008340698],
  [0, 10, 0.95, 0, 0.27753279986288926],
  [0, 10, 0.99, 0, 0.39885409330490806],
  [1, 10, 0.8, 0.03041064428212753, 0.28244430139030513],
  [1, 10, 0.9, 0.02263490873086718, 0.34771866733585843],
  [1, 10, 0.95, 0.017876213095072896, 0.4041500267952385],
  [1, 10, 0.99, 0.011851503411032915, 0.5072317712328935],
  [80, 320, 0.8, 0.2203081097254974, 0.28224499668365693],
  [80, 320, 0.9, 0.21239231183605292, 0.29179965745139175],
  [80, 320, 0.95, 0.20571144775137062, 0.3002196316642842],
  [80, 320, 0.99, 0.19315525273571388, 0.3170011890132607],
  [7, 20, 0.8, 0.22949725724670736, 0.493268836486522],
  [7, 20, 0.9, 0.20226004005676104, 0.5334873111515284],
  [7, 20, 0.95, 0.1811918241010821, 0.5671457233147637],
  [7, 20, 0.99, 0.14639344137693885, 0.6283381789526872],
  [19, 20, 0.8, 0.8467799153536959, 0.9849218034466161],
  [19, 20, 0.9, 0.8039927632259836, 0.9887651831491484],
  [19, 20, 0.95, 0.763868806553258, 0.9911185511992047],
  [19, 20, 0.99, 0.6817028880857628, 0.9941022509253589],
  [1, 1000000, 0.8, 2.991087936626333e-7, 3.343259639354458e-6],
  [1, 1000000, 0.9, 2.2309225235210428e-7, 4.482438470725462e-6],
  [1, 1000000, 0.95, 1.765245767453709e-7, 5.664911804311442e-6],
  [1, 1000000, 0.99, 1.174054749996328e-7, 8.517433834755595e-6],
  [500000, 1000000, 0.8, 0.4993592247434239, 0.500640775256576],
  [500000, 1000000, 0.9, 0.4991775742990777, 0.5008224257009223],
  [500000, 1000000, 0.95, 0.4990200198900048, 0.5009799801099952],
  [500000, 1000000, 0.99, 0.49871208962079455, 0.5012879103792054],
] as const;

const trial = fc
  .tuple(fc.nat({ max: 100_000 }), fc.nat({ max: 100_000 }))
  .map(([successes, failures]) => ({ successes, n: successes + failures }))
  .filter(({ n }) => n > 0);
const level = fc.constantFrom(0.5, 0.8, 0.9, 0.95, 0.99, 0.999);

describe('wilson', () => {
  it.each(golden)('wilson(%d, %d, %d) agrees with scipy', (successes, n, level, low, high) => {
    const limits = wilson(successes, n, level)!;
    expect(Math.abs(limits.low - low)).toBeLessThan(4e-16);
    expect(relativeError(limits.high, high)).toBeLessThan(2e-15);
  });

  it('wilson of no trials is null', () => {
    expect(wilson(0, 0, 0.95)).toBeNull();
  });

  it('wilson of 0 successes has a lower limit of exactly 0', () => {
    for (const n of [1, 2, 3, 7, 10, 1000, 123_457]) expect(wilson(0, n, 0.95)!.low).toBe(0);
  });

  it('wilson of n successes has an upper limit of exactly 1', () => {
    for (const n of [1, 2, 3, 7, 10, 1000, 123_457]) expect(wilson(n, n, 0.95)!.high).toBe(1);
  });

  it('wilson holds the observed share and stays within 0 and 1', () => {
    fc.assert(
      fc.property(trial, level, ({ successes, n }, level) => {
        const { low, high } = wilson(successes, n, level)!;
        expect(low).toBeGreaterThanOrEqual(0);
        expect(low).toBeLessThanOrEqual(successes / n);
        expect(high).toBeGreaterThanOrEqual(successes / n);
        expect(high).toBeLessThanOrEqual(1);
      }),
    );
  });

  it('wilson stays within 1 one failure away from it, at any size', () => {
    for (let n = 2; n <= 2 ** 53; n *= 2) expect(wilson(n - 1, n, 0.95)!.high).toBeLessThanOrEqual(1);
  });

  it('wilson of failures mirrors wilson of successes', () => {
    fc.assert(
      fc.property(trial, level, ({ successes, n }, level) => {
        const won = wilson(successes, n, level)!;
        const lost = wilson(n - successes, n, level)!;
        expect(lost.low).toBeCloseTo(1 - won.high, 14);
        expect(lost.high).toBeCloseTo(1 - won.low, 14);
      }),
    );
  });

  it('wilson has limits that lie z of their own standard errors from the observed share', () => {
    fc.assert(
      fc.property(trial, level, ({ successes, n }, level) => {
        const z = normalQuantile((1 + level) / 2);
        const { low, high } = wilson(successes, n, level)!;
        for (const limit of [low, high]) {
          const square = (z * z * limit * (1 - limit)) / n;
          expect((successes / n - limit) ** 2).toBeCloseTo(square, 14);
        }
      }),
    );
  });

  it('wilson is wider at a higher level and narrower with more trials of the same share', () => {
    const usual = wilson(30, 100, 0.95)!;
    const surer = wilson(30, 100, 0.99)!;
    const more = wilson(300, 1000, 0.95)!;
    expect(surer.low).toBeLessThan(usual.low);
    expect(surer.high).toBeGreaterThan(usual.high);
    expect(more.low).toBeGreaterThan(usual.low);
    expect(more.high).toBeLessThan(usual.high);
  });
});
