import { useState } from 'react';

export interface Selection {
  readonly ids: ReadonlySet<string>;
  readonly toggle: (id: string) => void;
  readonly replace: (ids: readonly string[]) => void;
  readonly clear: () => void;
}

const NONE: ReadonlySet<string> = new Set();

/**
 * Which rows of a list are chosen. `list` names the list: another one begins without a choice; a row that is no longer
 * `shown` is no longer chosen, so that nothing happens to what nobody sees.
 */
export function useSelection(list: string, shown: readonly string[]): Selection {
  const [chosen, setChosen] = useState({ list, ids: NONE });
  const here = new Set(shown);
  const ids = chosen.list === list ? new Set([...chosen.ids].filter((id) => here.has(id))) : NONE;
  return {
    ids,
    toggle: (id) => {
      const next = new Set(ids);
      if (!next.delete(id)) next.add(id);
      setChosen({ list, ids: next });
    },
    replace: (next) => setChosen({ list, ids: new Set(next) }),
    clear: () => setChosen({ list, ids: NONE }),
  };
}
