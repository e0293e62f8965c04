import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { chiSquareTail } from '../../src/statistics/chiSquareTail.js';
import { normalQuantile } from '../../src/statistics/normalQuantile.js';
import { relativeError } from './relativeError.js';

// scipy 1.17.1, scipy.stats.chi2.sf: chi-square, degrees of freedom, tail.
const golden = [
  [1e-12, 1, 0.9999992021154392],
  [0.001, 1, 0.9747728793699604],
  [0.455, 1, 0.499970048149337],
  [1, 1, 0.31731050786291115],
  [3.841458820694124, 1, 0.04999999999999989],
  [5, 1, 0.025347318677468325],
  [10, 1, 0.001565402258002549],
  [16.79, 1, 4.1752751389197874e-5],
  [40, 1, 2.5396285894708634e-10],
  [95, 1, 1.903852650546027e-22],
  [130, 1, 4.097776494844903e-30],
  [300, 1, 3.2943623833139784e-67],
  [1000, 1, 1.7958327848007363e-219],
  [1300, 1, 1.1303728441493301e-284],
  [1e-12, 2, 0.9999999999995],
  [0.001, 2, 0.9995001249791693],
  [0.455, 2, 0.796522421497492],
  [1, 2, 0.6065306597126334],
  [3.841458820694124, 2, 0.1465000644860843],
  [5, 2, 0.0820849986238988],
  [10, 2, 0.006737946999085468],
  [16.79, 2, 0.00022599447633189242],
  [40, 2, 2.0611536224385566e-9],
  [95, 2, 2.3496983374528227e-21],
  [130, 2, 5.900090541597075e-29],
  [300, 2, 7.175095973164448e-66],
  [1000, 2, 7.124576406741474e-218],
  [1300, 2, 5.111951948651156e-283],
  [0.001, 3, 0.9999915920809419],
  [0.455, 3, 0.9286604551158277],
  [1, 3, 0.8012519569012009],
  [3.841458820694124, 3, 0.27910046378359765],
  [5, 3, 0.1717971442967335],
  [10, 3, 0.01856613546304325],
  [16.79, 3, 0.0007806145860246613],
  [40, 3, 1.065509033425585e-8],
  [95, 3, 1.84635585945652e-20],
  [130, 3, 5.4084575061391465e-28],
  [300, 3, 9.948758346327588e-65],
  [1000, 3, 1.7994208765314067e-216],
  [1300, 3, 1.4717437106980018e-281],
  [0.001, 4, 0.9999998750416589],
  [0.455, 4, 0.9777312723881714],
  [1, 4, 0.9097959895689501],
  [3.841458820694124, 4, 0.42788704696224755],
  [5, 4, 0.2872974951836458],
  [10, 4, 0.04042768199451279],
  [16.79, 4, 0.0021232181051381296],
  [40, 4, 4.328422607120966e-8],
  [95, 4, 1.1396036936646137e-19],
  [130, 4, 3.894059757454051e-27],
  [300, 4, 1.083439491947837e-63],
  [1000, 4, 3.5694127797773694e-215],
  [1300, 4, 3.327880718571902e-280],
  [0.455, 10, 0.9999957964463453],
  [1, 10, 0.9998278843700441],
  [3.841458820694124, 10, 0.9542157295546657],
  [5, 10, 0.8911780189141513],
  [10, 10, 0.44049328506521257],
  [16.79, 10, 0.07914182790331607],
  [40, 10, 1.694474393006737e-5],
  [95, 10, 5.431318467322988e-16],
  [130, 10, 4.67125139657986e-23],
  [300, 10, 1.5546747543803087e-58],
  [1000, 10, 1.870290720915977e-208],
  [1300, 10, 3.825653538395905e-273],
  [40, 100, 0.9999999875410739],
  [80, 100, 0.9296649333406051],
  [95, 100, 0.6225792918781736],
  [100, 100, 0.48119168452795674],
  [130, 100, 0.02351239780980871],
  [300, 100, 7.4121008573230175e-22],
  [950, 100, 1.352603389317632e-138],
  [1000, 100, 2.3060767380354624e-148],
  [1100, 100, 4.70048237801951e-168],
  [1300, 100, 6.18324640912833e-208],
  [950, 1000, 0.8691240657456883],
  [1000, 1000, 0.49405285382923964],
  [1100, 1000, 0.014614408126295192],
  [1300, 1000, 3.8897364994868366e-10],
  [9800, 10000, 0.922055043773486],
  [10000, 10000, 0.49811936596618267],
  [10250, 10000, 0.0393779190346472],
  [11000, 10000, 3.6183295580964682e-12],
] as const;

const square = fc.double({ min: 1e-6, max: 600, noNaN: true });
const degrees = fc.integer({ min: 1, max: 60 });

describe('chiSquareTail', () => {
  it.each(golden)('chiSquareTail(%d, %d) agrees with scipy to a relative 1e-12', (x, degrees, expected) => {
    expect(relativeError(chiSquareTail(x, degrees), expected)).toBeLessThan(1e-12);
  });

  it('chiSquareTail of 0, and of less, is 1; of infinity it is 0', () => {
    for (const degrees of [1, 2, 7, 1000]) {
      expect(chiSquareTail(0, degrees)).toBe(1);
      expect(chiSquareTail(-1, degrees)).toBe(1);
      expect(chiSquareTail(Number.POSITIVE_INFINITY, degrees)).toBe(0);
      expect(chiSquareTail(1e6, degrees)).toBe(0);
      expect(chiSquareTail(Number.MIN_VALUE, degrees)).toBeCloseTo(1, 14);
    }
  });

  it('chiSquareTail with 2 degrees of freedom is exp(−x ÷ 2)', () => {
    fc.assert(
      fc.property(square, (x) => {
        expect(relativeError(chiSquareTail(x, 2), Math.exp(-x / 2))).toBeLessThan(1e-12);
      }),
    );
  });

  it('chiSquareTail with an even number of degrees is a sum of Poisson probabilities', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0.01, max: 200, noNaN: true }),
        fc.integer({ min: 1, max: 20 }),
        (x, half) => {
          let term = Math.exp(-x / 2);
          let sum = 0;
          for (let k = 0; k < half; k++) {
            sum += term;
            term *= x / 2 / (k + 1);
          }
          expect(relativeError(chiSquareTail(x, 2 * half), sum)).toBeLessThan(1e-12);
        },
      ),
    );
  });

  it('chiSquareTail with 1 degree of freedom takes the square of a normal quantile back to its two tails', () => {
    fc.assert(
      fc.property(fc.double({ min: 1e-12, max: 0.999, noNaN: true }), (p) => {
        expect(relativeError(chiSquareTail(normalQuantile(p / 2) ** 2, 1), p)).toBeLessThan(1e-11);
      }),
    );
  });

  it('chiSquareTail with two degrees more has the density between them more', () => {
    fc.assert(
      fc.property(square, degrees, (x, degrees) => {
        // Q(a + 1, t) − Q(a, t) = t^a e^−t ÷ Γ(a + 1).
        const a = degrees / 2;
        const t = x / 2;
        let gamma = degrees % 2 === 0 ? 1 : Math.sqrt(Math.PI);
        for (let k = degrees % 2 === 0 ? 1 : 0.5; k <= a; k++) gamma *= k;
        const more = Math.exp(a * Math.log(t) - t) / gamma;
        const expected = chiSquareTail(x, degrees) + more;
        expect(relativeError(chiSquareTail(x, degrees + 2), expected)).toBeLessThan(1e-11);
      }),
    );
  });

  it('chiSquareTail falls as chi-square grows and rises with the degrees of freedom, from 0 to 1', () => {
    fc.assert(
      fc.property(square, degrees, (x, degrees) => {
        const tail = chiSquareTail(x, degrees);
        expect(tail).toBeGreaterThanOrEqual(0);
        expect(tail).toBeLessThanOrEqual(1);
        expect(chiSquareTail(x * 1.01, degrees)).toBeLessThanOrEqual(tail);
        expect(chiSquareTail(x, degrees + 1)).toBeGreaterThanOrEqual(tail);
      }),
    );
  });

  it('chiSquareTail is continuous where the series hands over to the fraction', () => {
    for (const degrees of [1, 2, 3, 10, 101, 5000]) {
      const at = degrees + 2;
      const [below, above] = [chiSquareTail(at * (1 - 1e-14), degrees), chiSquareTail(at, degrees)];
      expect(relativeError(below, above)).toBeLessThan(1e-12);
    }
  });
});
