import { TextInput } from '@mantine/core';
import classes from './day-field.module.css';

interface DayFieldProps {
  readonly label: string;
  /** `2026-11-22` */
  readonly day: string | undefined;
  readonly onChoose: (day: string) => void;
}

/** The browser's own field for a day: every reader knows it, and it writes a day as the reader does. */
export function DayField({ label, day, onChoose }: DayFieldProps) {
  return (
    <label className={classes.day}>
      {label}
      <TextInput type="date" value={day ?? ''} onChange={(event) => onChoose(event.currentTarget.value)} />
    </label>
  );
}
