import type { ReactNode } from 'react';
import classes from './refusal.module.css';

interface RefusalProps {
  /** The distance from what stands around it, where its place has none of its own. */
  readonly className?: string | undefined;
  readonly children: ReactNode;
}

/** Why something was not done, read aloud at once. */
export function Refusal({ className, children }: RefusalProps) {
  return (
    <div role="alert" className={className === undefined ? classes.refusal : `${classes.refusal} ${className}`}>
      {children}
    </div>
  );
}
