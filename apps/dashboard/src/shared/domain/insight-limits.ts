/** How long a period of the figures may be, to say so where it is typed; by its own file, which imports nothing. */
export { MOST_INSIGHT_BUCKETS, MOST_INSIGHT_DAYS } from '../../../../../libs/domain/src/insight-limits';
