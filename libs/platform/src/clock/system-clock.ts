import { Clock } from '@earshot/domain';

export class SystemClock extends Clock {
  override now(): Date {
    return new Date();
  }
}
