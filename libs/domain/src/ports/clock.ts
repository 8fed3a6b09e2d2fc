/** The time, as a port, so that tests can move it. */
export abstract class Clock {
  abstract now(): Date;
}
