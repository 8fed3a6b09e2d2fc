/**
 * The named clocks of a case. `first_answer` runs from the customer's first words, `next_answer` from those that came
 * after an answer of ours, `solution` until the matter is solved. The earliest of those that run is the case's deadline.
 */
export const CLOCKS = ['first_answer', 'next_answer', 'solution'] as const;
export type ClockName = (typeof CLOCKS)[number];
