import {
  dealsOfCustomers,
  exampleAnswers,
  exampleContracts,
  exampleCosts,
  exampleLeads,
  exampleSales,
} from './exampleCustomers.js';
import { exampleDeals } from './exampleDeals.js';
import { exampleAssessments, exampleReps, exampleTrainings } from './exampleTeam.js';
import type { SalesTables } from './tables.js';

/** Everything that a company might know of its selling, as of 2026-07-01: the example deals, and what goes with them. */
export function exampleTables(seed = 2026): Required<SalesTables> {
  const deals = dealsOfCustomers(exampleDeals(seed), seed);
  return {
    deals,
    leads: exampleLeads(deals, seed),
    costs: exampleCosts(seed),
    sales: exampleSales(deals, seed),
    contracts: exampleContracts(deals, seed),
    answers: exampleAnswers(seed),
    reps: exampleReps(),
    trainings: exampleTrainings(seed),
    assessments: exampleAssessments(seed),
  };
}
