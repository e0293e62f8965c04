import { rate } from 'sales-effectiveness';
import { describe, expect, test } from 'vitest';

describe('rate(numerator, denominator, level)', () => {
  test('is a plain reading', () => {
    expect(rate(1, 4, 0.95)).toStrictEqual({
      value: 0.25,
      unit: 'ratio',
      better: 'higher',
      numerator: 1,
      denominator: 4,
      count: 4,
      interval: { low: expect.any(Number), high: expect.any(Number), level: 0.95 },
      excluded: {},
    });
  });

  test('is null over nothing, not NaN', () => {
    expect(rate(0, 0, 0.95)).toMatchObject({ value: null, interval: null, count: 0 });
    expect(rate(3, 0, null).value).toBeNull();
  });

  // Newcombe 1998, table I: 0 of 20, with method 3.
  test('has limits of exactly 0 and 1 at the ends', () => {
    expect(rate(0, 20, 0.95).interval).toMatchObject({ low: 0, high: expect.closeTo(0.1611, 4) });
    expect(rate(20, 20, 0.95).interval).toMatchObject({ low: expect.closeTo(0.8389, 4), high: 1 });
  });

  test('has no interval without level, and may then exceed 1', () => {
    expect(rate(5, 4, null)).toMatchObject({ value: 1.25, interval: null });
  });

  test('is wider the surer it is', () => {
    const width = (level: number) => {
      const { low, high } = rate(3, 10, level).interval!;
      return high - low;
    };
    const widths = [0.5, 0.8, 0.9, 0.95, 0.99, 0.999].map(width);
    expect(widths).toEqual([...widths].sort((a, b) => a - b));
  });
});
