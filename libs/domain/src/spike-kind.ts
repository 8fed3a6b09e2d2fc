/** What is watched for an unusual rise of unhappy messages. */
export const SPIKE_KINDS = ['source', 'topic', 'word'] as const;
export type SpikeKind = (typeof SPIKE_KINDS)[number];
