import { Button } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconAdjustmentsHorizontal } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import classes from './filter-bar.module.css';

interface FilterBarProps {
  /** What the search of this list is called. */
  readonly label: string;
  /** The field for a text, which stays when the others fold. */
  readonly searchField: ReactNode;
  readonly unfoldLabel: string;
  /** What a dot on the folded filters says; `null` when none of them narrows the list. */
  readonly activeLabel: string | null;
  /** The filters, and what belongs to them. */
  readonly children: ReactNode;
}

/** The filters of a list. On a phone they fold behind a button, and the text search stays. */
export function FilterBar({ label, searchField, unfoldLabel, activeLabel, children }: FilterBarProps) {
  const [unfolded, { toggle }] = useDisclosure(false);
  return (
    <div className={classes.filters} role="search" aria-label={label}>
      {searchField}
      <Button
        variant="default"
        className={classes.unfold}
        leftSection={<IconAdjustmentsHorizontal size={16} />}
        aria-expanded={unfolded}
        onClick={toggle}
      >
        {unfoldLabel}
        {activeLabel !== null && <span className={classes.dot} aria-label={activeLabel} role="img" />}
      </Button>
      <div className={classes.choices} data-unfolded={unfolded}>
        {children}
      </div>
    </div>
  );
}
