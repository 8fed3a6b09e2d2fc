/** Everything that a visitor of a form reads. */
export interface FormWording {
  readonly title: string;
  readonly name: string;
  readonly email: string;
  readonly orderNumber: string;
  readonly topic: string;
  readonly chooseTopic: string;
  readonly text: string;
  readonly textHint: string;
  /** Behind the name of a field that may stay empty. */
  readonly optional: string;
  /** For those who read what is not shown. */
  readonly leaveEmpty: string;
  readonly send: string;
  readonly privacy: string;
  readonly faults: {
    readonly heading: string;
    readonly missing: string;
    readonly tooLong: string;
    readonly noAddress: string;
    readonly noTopic: string;
  };
  readonly notices: {
    readonly tooSoon: string;
    readonly expired: string;
    readonly tooOften: string;
    readonly busy: string;
  };
  readonly closed: string;
  readonly thanks: { readonly heading: string; readonly text: string };
}
