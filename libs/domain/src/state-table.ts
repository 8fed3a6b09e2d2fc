/** From a state, by an action, to a state. */
export type StateTable<State extends string> = Readonly<Record<State, Readonly<Partial<Record<string, State>>>>>;

/** The states of a table that no sequence of actions reaches from `initial`. */
export function unreachableStates<State extends string>(table: StateTable<State>, initial: NoInfer<State>): State[] {
  const reached = new Set<State>([initial]);
  for (const from of reached)
    for (const to of Object.values<State | undefined>(table[from])) if (to !== undefined) reached.add(to);
  return (Object.keys(table) as State[]).filter((state) => !reached.has(state));
}
