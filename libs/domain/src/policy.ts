import type { CalendarOverrides } from './calendar/calendar-overrides.js';
import { createWorkingCalendar } from './calendar/create-working-calendar.js';
import type { WorkingCalendar } from './calendar/working-calendar.js';
import { commitmentFor, type ClockStart, type Commitment } from './commitment.js';
import { InvalidInput, type Fault } from './errors.js';
import { escalationPlan, type PlannedStep } from './escalation-plan.js';
import type { PolicyDocument } from './policy-document.js';
import { unusedStandards } from './unused-standards.js';
import { readStandards, standardFor, type ResponseStandard, type StandardSubject } from './response-standard.js';

/** What config/calendars says about a country; `null` when it says nothing. */
export type OverridesOf = (country: string) => CalendarOverrides | null;

/** A policy that was checked, ready to be applied. Immutable. */
export class Policy {
  private constructor(
    readonly document: PolicyDocument,
    private readonly calendars: ReadonlyMap<string, WorkingCalendar>,
    private readonly standards: readonly ResponseStandard[],
    /** The calendar of every standard that names none. */
    readonly house: WorkingCalendar,
  ) {}

  /**
   * @param document as `parsePolicyDocument` gives it
   * @param now its calendars are proven by calculating this year and the next
   * @throws InvalidInput when a calendar cannot be worked with
   */
  static of(document: PolicyDocument, overridesOf: OverridesOf, now: Date): Policy {
    const calendars = document.calendars.map((definition) =>
      createWorkingCalendar(definition, overridesOf(definition.country ?? ''), now.getUTCFullYear()),
    );
    const [house] = calendars;
    if (house === undefined) throw new InvalidInput("A policy must hold the house's own calendar");
    const byName = new Map(calendars.map((calendar) => [calendar.name, calendar]));
    return new Policy(document, byName, readStandards(document), house);
  }

  /** What can be worked with, but hardly is what anybody means: standards that no message can ever have. */
  get warnings(): readonly Fault[] {
    return unusedStandards(this.standards);
  }

  /** The house's own first, the others in the order in which they were written. */
  get allCalendars(): readonly WorkingCalendar[] {
    return [...this.calendars.values()];
  }

  /** The house's own when the name is `null`, or was dropped since a promise was made on it. */
  calendar(name: string | null): WorkingCalendar {
    return (name === null ? undefined : this.calendars.get(name)) ?? this.house;
  }

  /** `null` when the standard that covers the subject has no such clock. */
  commit(subject: Omit<StandardSubject, 'severity'>, start: ClockStart): Commitment | null {
    const standard = standardFor(this.standards, { ...subject, severity: start.severity });
    return commitmentFor(standard, this.calendar(standard.calendar), start);
  }

  /** When whom is told about a commitment, by the steps of its standard; those of the file when it was dropped since. */
  escalations(
    commitment: Pick<Commitment, 'startedAt' | 'dueAt' | 'standardName' | 'calendarName'>,
    critical: boolean,
  ): readonly PlannedStep[] {
    const { startedAt, dueAt, standardName, calendarName } = commitment;
    const standard =
      this.standards.find(({ name }) => name === standardName) ?? standardFor(this.standards, { severity: null });
    return escalationPlan(standard.escalation, { startedAt, dueAt, critical }, this.calendar(calendarName));
  }
}
