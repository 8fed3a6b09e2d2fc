/** As many points as a chart can show; a longer period is asked for in longer buckets. */
export const MOST_INSIGHT_BUCKETS = 400;

/** The longest period of the figures, in days with the first and the last: some ten years. */
export const MOST_INSIGHT_DAYS = 3_700;
