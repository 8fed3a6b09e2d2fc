/** Which of a model's own words mean an unhappy customer and which do not. Case does not matter. */
export interface LabelMap {
  readonly dissatisfied: readonly string[];
  readonly notDissatisfied: readonly string[];
}

export type Side = keyof LabelMap;

/** `null` for a word that stands in neither list. */
export function sideOf(label: string, map: LabelMap): Side | null {
  const isListed = (side: Side): boolean => map[side].some((listed) => listed.toLowerCase() === label.toLowerCase());
  if (isListed('dissatisfied')) return 'dissatisfied';
  return isListed('notDissatisfied') ? 'notDissatisfied' : null;
}

/**
 * What keeps a model with these labels from being understood, with all the labels it has; `null` when nothing does. Words
 * in the lists that the model does not know do no harm: the lists may serve several models.
 */
export function labelFault(labels: readonly string[], map: LabelMap): string | null {
  const has = `the model has the labels ${labels.join(', ')}`;
  const unnamed = labels.filter((label) => sideOf(label, map) === null);
  if (unnamed.length > 0)
    return `${has}, of which ${unnamed.join(', ')} must be named in labels.dissatisfied or labels.notDissatisfied`;
  for (const side of ['dissatisfied', 'notDissatisfied'] as const)
    if (!labels.some((label) => sideOf(label, map) === side)) return `${has}, and labels.${side} names none of them`;
  return null;
}
