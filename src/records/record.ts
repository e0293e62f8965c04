import type { Decimal } from 'decimal.js';
import type { Instant } from '../time/instant.js';

/** Text or a number that names a record. */
export type Id = string | number;

/** An exact amount of money: decimal text, a number (meaning its shortest decimal text) or a Decimal. */
export type Amount = string | number | Decimal;

/** A field that a CRM may leave out, or fill with null. */
export type Optional<T> = T | null | undefined;

/** One visit of a deal to a stage of the pipeline. */
export interface StageVisit {
  readonly stage: string;
  readonly enteredAt: Instant;
  readonly leftAt?: Instant;
}

/** One line of a history of stages: from this instant on the deal was in this stage. */
export interface StageChange {
  readonly dealId: Id;
  readonly stage: string;
  readonly at: Instant;
}

/** A person or company that may become a customer. */
export interface Lead {
  readonly id: Id;
  readonly createdAt: Instant;
  readonly firstContactedAt?: Instant;
  readonly personalizationMinutes?: Optional<number>;
  readonly qualifiedAt?: Instant;
  readonly disqualifiedAt?: Instant;
  readonly wonAt?: Instant;
  readonly customerId?: Optional<Id>;
  readonly source?: Optional<string>;
  readonly ownerId?: Optional<Id>;
}

/** An opportunity, open until it is won or lost. On an open deal `closedAt` is a forecast and is never read. */
export interface Deal {
  readonly id: Id;
  readonly createdAt: Instant;
  readonly status: 'open' | 'won' | 'lost';
  readonly closedAt?: Instant;
  readonly amount?: Optional<Amount>;
  readonly currency?: Optional<string>;
  readonly customerId?: Optional<Id>;
  readonly source?: Optional<string>;
  readonly ownerId?: Optional<Id>;
  readonly lostReason?: Optional<string>;
  readonly stages?: Optional<readonly StageVisit[]>;
}

/** A purchase. A negative amount is a refund. */
export interface Sale {
  readonly id: Id;
  readonly soldAt: Instant;
  readonly customerId?: Optional<Id>;
  readonly amount?: Optional<Amount>;
  readonly currency?: Optional<string>;
  readonly ownerId?: Optional<Id>;
  readonly source?: Optional<string>;
}

/** Money spent to win customers. */
export interface Cost {
  readonly incurredAt: Instant;
  readonly amount: Amount;
  readonly currency?: Optional<string>;
  readonly category: 'sales' | 'marketing';
  readonly source?: Optional<string>;
  readonly ownerId?: Optional<Id>;
}

/** Something that was done about a lead. */
export interface Activity {
  readonly leadId: Id;
  readonly at: Instant;
  readonly kind: 'call' | 'email' | 'meeting' | 'message' | 'other';
  readonly direction: 'outbound' | 'inbound';
  /** Whether a machine did it. */
  readonly automated?: Optional<boolean>;
}

/**
 * A subscription or another agreement that pays every month, one row for each term. It ends at the earlier of `endsAt` and
 * `cancelledAt`: the first instant at which it is over, so the day after a last day.
 */
export interface Contract {
  readonly id: Id;
  readonly customerId: Id;
  readonly startsAt: Instant;
  readonly endsAt?: Instant;
  readonly renewedAt?: Instant;
  readonly cancelledAt?: Instant;
  /** What it pays a month. */
  readonly amount?: Optional<Amount>;
  readonly currency?: Optional<string>;
  readonly ownerId?: Optional<Id>;
}

/** An answer to "How likely are you to recommend us?", a whole number from 0 to 10. */
export interface SurveyAnswer {
  readonly score: number;
  readonly answeredAt: Instant;
  readonly id?: Optional<Id>;
  readonly customerId?: Optional<Id>;
  readonly ownerId?: Optional<Id>;
}

/** A complaint of a customer. */
export interface Complaint {
  readonly openedAt: Instant;
  readonly customerId?: Optional<Id>;
  readonly resolvedAt?: Instant;
}

/** A rating in stars, of five where no `scale` says otherwise. */
export interface Rating {
  readonly stars: number;
  readonly ratedAt: Instant;
  readonly scale?: Optional<number>;
}

/** A salesperson. */
export interface Rep {
  readonly id: Id;
  readonly hiredAt: Instant;
  readonly leftAt?: Instant;
}

/** Time that a rep spent in training. */
export interface Training {
  readonly repId: Id;
  readonly at: Instant;
  readonly minutes: number;
  readonly skill?: Optional<string>;
}

/** How well a rep did in a skill: `score` of `maxScore`, of 1 where that is not given. */
export interface Assessment {
  readonly repId: Id;
  readonly skill: string;
  readonly takenAt: Instant;
  readonly score: number;
  readonly maxScore?: Optional<number>;
}

/** What a rep is to win, from `startsAt` to before `endsAt`. */
export interface Quota {
  readonly repId: Id;
  readonly amount: Amount;
  readonly currency?: Optional<string>;
  readonly startsAt?: Instant;
  readonly endsAt?: Instant;
}

/**
 * The tables that KPIs read, by name. An app adds its own:
 * `declare module 'sales-effectiveness' { interface Tables { calls: Call } }`.
 */
export interface Tables {
  leads: Lead;
  deals: Deal;
  sales: Sale;
  costs: Cost;
  contracts: Contract;
  /** Rows, or bare scores. */
  answers: SurveyAnswer | number;
  complaints: Complaint;
  ratings: Rating;
  reps: Rep;
  trainings: Training;
  assessments: Assessment;
  quotas: Quota;
}
