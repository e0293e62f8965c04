import type { Decimal } from 'decimal.js';
import {
  type AcquisitionReading,
  averageSaleValue,
  type Cost,
  type CustomerTable,
  compare,
  conversionRate,
  customerAcquisitionCost,
  type Deal,
  type GivenRate,
  groupBy,
  type Lead,
  type MoneyReading,
  merge,
  type Needed,
  type ProspectsGoal,
  type ProspectsNeeded,
  prospectsNeeded,
  rowsOf,
  type Sale,
  salesCycle,
  scorecard,
  stream,
  trend,
} from 'sales-effectiveness';
import { describe, expectTypeOf, test } from 'vitest';

declare const costs: readonly Cost[];
declare const deals: readonly Deal[];
declare const sales: readonly Sale[];
declare const leads: readonly Lead[];

describe('customerAcquisitionCost', () => {
  test('has a reading of its own, nothing to cast', () => {
    const reading = customerAcquisitionCost({ costs, deals });
    expectTypeOf(reading).toEqualTypeOf<AcquisitionReading>();
    expectTypeOf(reading).toExtend<MoneyReading>();
    expectTypeOf(reading.unit).toEqualTypeOf<'money'>();
    expectTypeOf(reading.value).toEqualTypeOf<Decimal | null>();
    expectTypeOf(reading.sum).toEqualTypeOf<Decimal>();
    expectTypeOf(reading.customersFrom).toEqualTypeOf<CustomerTable | null>();
    expectTypeOf<CustomerTable>().toEqualTypeOf<'deals' | 'sales' | 'leads'>();
    expectTypeOf(customerAcquisitionCost.unit).toEqualTypeOf<'money'>();
    // @ts-expect-error a reading is not to be changed
    reading.customersFrom = 'deals';
  });

  test('needs costs, and may have each of the tables that say who is a customer', () => {
    customerAcquisitionCost({ costs, deals });
    customerAcquisitionCost({ costs, sales });
    customerAcquisitionCost({ costs, leads });
    customerAcquisitionCost({ costs, deals, sales, leads });
    customerAcquisitionCost({ costs, deals: undefined, sales });
    customerAcquisitionCost({ costs: new Set(costs), deals: deals.values() });
    // @ts-expect-error without costs
    customerAcquisitionCost({ deals });
    // @ts-expect-error rows alone do not say of which table they are
    customerAcquisitionCost(costs);
    // @ts-expect-error rows of another table
    customerAcquisitionCost({ costs, deals: sales });
    // @ts-expect-error rows of another table
    customerAcquisitionCost({ costs: deals, deals });
    // @ts-expect-error a category that there is not
    customerAcquisitionCost({ costs: [{ incurredAt: 0, amount: 1, category: 'travel' }], deals });
  });

  test('takes its options', () => {
    customerAcquisitionCost({ costs, deals }, { customersFrom: 'deals', spend: 'marketing' });
    customerAcquisitionCost({ costs, deals }, { lag: { months: 1 }, paidSources: ['ads'] as const });
    customerAcquisitionCost.with({ customersFrom: 'leads', lag: { months: 1, timeZone: 'UTC' } });
    customerAcquisitionCost.with({ customersFrom: undefined, lag: undefined, paidSources: undefined });
    customerAcquisitionCost.of({}, { paidSources: ['ads'], level: 0.9 });
    // @ts-expect-error there is no such table
    customerAcquisitionCost({ costs, deals }, { customersFrom: 'contracts' });
    // @ts-expect-error costs are no customers
    customerAcquisitionCost.with({ customersFrom: 'costs' });
    // @ts-expect-error a misspelt option
    customerAcquisitionCost({ costs, deals }, { customerFrom: 'deals' });
    // @ts-expect-error a misspelt option
    customerAcquisitionCost.with({ customerFrom: 'deals' });
    // @ts-expect-error there is no such category
    customerAcquisitionCost({ costs, deals }, { spend: 'ads' });
    // @ts-expect-error a lag says its months
    customerAcquisitionCost({ costs, deals }, { lag: 1 });
    // @ts-expect-error a misspelt field of a lag
    customerAcquisitionCost({ costs, deals }, { lag: { month: 1 } });
    // @ts-expect-error sources are a list
    customerAcquisitionCost({ costs, deals }, { paidSources: 'ads' });
    // @ts-expect-error options of a reading go to each call
    customerAcquisitionCost.with({ level: 0.9 });
  });

  test('keeps its reading in every verb', () => {
    expectTypeOf(
      groupBy({ costs, deals }, 'source', customerAcquisitionCost).get('ads')?.customersFrom,
    ).toEqualTypeOf<CustomerTable | null | undefined>();
    const points = trend({ costs, sales }, customerAcquisitionCost, { every: 'month', timeZone: 'UTC' });
    expectTypeOf(points[0]!.reading).toEqualTypeOf<AcquisitionReading>();
    expectTypeOf(
      scorecard({ costs, deals }, { customerAcquisitionCost, salesCycle }).customerAcquisitionCost,
    ).toEqualTypeOf<AcquisitionReading>();
    const running = stream(customerAcquisitionCost);
    running.add('costs', costs[0]!);
    running.add('leads', leads[0]!);
    expectTypeOf(running.reading()).toEqualTypeOf<AcquisitionReading>();
    customerAcquisitionCost.of(merge(customerAcquisitionCost, running.totals(), running.totals()));
    expectTypeOf(running.totals().fromDeals[0]!.facts[0]!.value).toEqualTypeOf<string | null>();
    const sorted = rowsOf(customerAcquisitionCost, { costs, deals });
    expectTypeOf(sorted.costs.outside).toEqualTypeOf<Cost[]>();
    expectTypeOf(sorted.deals.outside).toEqualTypeOf<Deal[]>();
    const reading = running.reading();
    expectTypeOf(compare(reading, reading).change).toEqualTypeOf<Decimal | null>();
    // @ts-expect-error options of a KPI go through with
    groupBy({ costs, deals }, 'source', customerAcquisitionCost, { spend: 'marketing' });
    // @ts-expect-error a key that no row has
    groupBy({ costs, deals }, 'sauce', customerAcquisitionCost);
    // @ts-expect-error costs are missing
    scorecard({ deals }, { customerAcquisitionCost });
  });
});

describe('prospectsNeeded', () => {
  const rate = conversionRate(leads);
  const average = averageSaleValue(sales);

  test('takes a goal in customers, or in revenue with the average sale value', () => {
    prospectsNeeded({ customers: 30, rate, confidence: 0.9 });
    prospectsNeeded({ customers: 30, rate: 0.25 });
    prospectsNeeded({ customers: 30, rate: null, confidence: undefined });
    prospectsNeeded({ revenue: '100000', averageSaleValue: average, rate });
    prospectsNeeded({ revenue: 100000, averageSaleValue: '250.00', rate: 0.25 });
    prospectsNeeded({ revenue: average.sum, averageSaleValue: average.value, rate });
    // @ts-expect-error no goal
    prospectsNeeded({ rate });
    // @ts-expect-error revenue needs the average sale value
    prospectsNeeded({ revenue: '100000', rate });
    // @ts-expect-error an average is no goal
    prospectsNeeded({ averageSaleValue: average, rate });
    // @ts-expect-error no rate
    prospectsNeeded({ customers: 30 });
    // @ts-expect-error customers are a number
    prospectsNeeded({ customers: '30', rate });
    // @ts-expect-error a rate is no average
    prospectsNeeded({ revenue: '100000', averageSaleValue: rate, rate });
    // @ts-expect-error nothing
    prospectsNeeded();
  });

  test('takes a rate, a number or a chain of them', () => {
    prospectsNeeded({ customers: 30, rate: { meeting: 0.3, offer: rate, customer: null } });
    expectTypeOf(rate).toExtend<GivenRate>();
    expectTypeOf({ customers: 30, rate: { a: 0.5 } }).toExtend<ProspectsGoal>();
    // @ts-expect-error text is no rate
    prospectsNeeded({ customers: 30, rate: '0.3' });
    // @ts-expect-error money is no rate
    prospectsNeeded({ customers: 30, rate: average });
    // @ts-expect-error a duration is no rate
    prospectsNeeded({ customers: 30, rate: salesCycle(deals) });
    // @ts-expect-error text is no rate, in a chain neither
    prospectsNeeded({ customers: 30, rate: { meeting: '0.3' } });
    // @ts-expect-error a list has no names
    prospectsNeeded({ customers: 30, rate: [0.3, 0.5] });
  });

  test('refuses misspelt options', () => {
    // @ts-expect-error rates
    prospectsNeeded({ customers: 30, rate, rates: rate });
    // @ts-expect-error confidense
    prospectsNeeded({ customers: 30, rate, confidense: 0.9 });
    // @ts-expect-error level is that of readings
    prospectsNeeded({ customers: 30, rate, level: 0.9 });
    // @ts-expect-error averageDealValue
    prospectsNeeded({ revenue: 1, averageDealValue: average, rate });
  });

  test('gives numbers, or null where there is none', () => {
    const found = prospectsNeeded({ customers: 30, rate });
    expectTypeOf(found).toEqualTypeOf<ProspectsNeeded>();
    expectTypeOf(found.customers).toEqualTypeOf<number | null>();
    expectTypeOf(found.expected).toEqualTypeOf<number | null>();
    expectTypeOf(found.needed).toEqualTypeOf<number | null>();
    expectTypeOf(found.atLowerLimit).toEqualTypeOf<Needed | null>();
    expectTypeOf(found.steps[0]!.name).toEqualTypeOf<string>();
    expectTypeOf(found.steps[0]!).toExtend<Needed>();
    // @ts-expect-error it may be null
    found.needed.toFixed();
    // @ts-expect-error it is not to be changed
    found.needed = 3;
  });
});
