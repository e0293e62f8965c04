/** How far `got` lies from `expected`, as a share of the expected; 0 where both are the same. */
export function relativeError(got: number, expected: number): number {
  return got === expected ? 0 : Math.abs(got - expected) / Math.abs(expected);
}
