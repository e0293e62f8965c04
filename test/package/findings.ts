/** Collects what the checks of the package find: each is counted, what fails is printed with its reason. */
export class Findings {
  checks = 0;
  failures = 0;

  section(title: string): void {
    console.log(`\n${title}`);
  }

  /** One check: it fails when it throws. Whatever it returns is there for those that build on it. */
  async check<T>(name: string, run: () => T | Promise<T>): Promise<T | undefined> {
    this.checks++;
    try {
      const result = await run();
      console.log(`  ok      ${name}`);
      return result;
    } catch (error) {
      this.failures++;
      const text = error instanceof Error ? error.message : String(error);
      console.log(`  FAILED  ${name}\n${text.replace(/^/gm, '          ')}`);
      return undefined;
    }
  }
}

/** Throws where two lists differ, naming what is missing and what is too much. */
export function sameList(what: string, actual: Iterable<string>, expected: Iterable<string>): void {
  const [got, wanted] = [new Set(actual), new Set(expected)];
  const missing = [...wanted].filter((each) => !got.has(each));
  const extra = [...got].filter((each) => !wanted.has(each));
  if (missing.length + extra.length > 0)
    throw new Error(
      [
        `${what} differ`,
        ...(missing.length > 0 ? [`missing: ${missing.join(', ')}`] : []),
        ...(extra.length > 0 ? [`not expected: ${extra.join(', ')}`] : []),
      ].join('\n'),
    );
}
