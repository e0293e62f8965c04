// A report on the ten key indicators, the sales cycle and the team: of example data, or of the deals in a CSV file.
// npm run demo -- --help says how.
import { demo, isExpected } from './command.js';

try {
  console.log(await demo(process.argv.slice(2)));
} catch (error) {
  const [message] = (error as Error).message.split(/\n|\. To specify/);
  console.error(`demo: ${isExpected(error) ? message : `a fault of the demo itself: ${message}`}`);
  if (process.env.DEBUG) console.error(error);
  process.exitCode = 1;
}
