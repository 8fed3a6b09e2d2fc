import {
  type Assessment,
  commitmentFor,
  createWorkingCalendar,
  describeDerivation,
  standardFor,
  type CalendarDefinition,
  type CommitmentRow,
  type Message,
  type ResponseStandard,
  type WorkingCalendar,
} from '@earshot/domain';
import { readCalendarOverrides, readResponseStandards } from './read-policy-file.js';

/** The house's standards on its calendar: by when a message must be answered, and why. */
export class Commitments {
  constructor(
    private readonly standards: readonly ResponseStandard[],
    readonly calendar: WorkingCalendar,
  ) {}

  /**
   * Reads config/standards and config/calendars.
   * @param now the calendar is proven by calculating this year and the next
   * @throws ConfigError or InvalidInput naming every fault
   */
  static read(configFolder: string, house: CalendarDefinition, now: Date): Commitments {
    const overrides = readCalendarOverrides(configFolder, house.country ?? '');
    return new Commitments(
      readResponseStandards(configFolder),
      createWorkingCalendar(house, overrides, now.getUTCFullYear()),
    );
  }

  /** The clock starts when the customer wrote, not when the message was fetched. */
  readonly commit = (message: Message, assessment: Assessment): CommitmentRow => {
    const standard = standardFor(this.standards, {
      sourceId: message.sourceId,
      channel: message.channel,
      severity: assessment.severity,
      language: assessment.language,
    });
    const commitment = commitmentFor(standard, this.calendar, message.sentAt);
    return {
      standard: commitment.standardName,
      workingDays: commitment.workingDays,
      calendar: commitment.calendarName,
      zone: this.calendar.zone,
      receivedAt: message.sentAt,
      dueAt: commitment.dueAt,
      derivation: describeDerivation(commitment.derivation.steps),
    };
  };
}
