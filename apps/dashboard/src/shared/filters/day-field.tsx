import { TextInput } from '@mantine/core';
import { useId } from 'react';
import classes from './day-field.module.css';

interface DayFieldProps {
  readonly label: string;
  /** `2026-11-22` */
  readonly day: string | undefined;
  /** What is wrong with the day, and which ones are possible. */
  readonly error?: string | undefined;
  readonly onChoose: (day: string) => void;
}

/** The browser's own field for a day: every reader knows it, and it writes a day as the reader does. */
export function DayField({ label, day, error, onChoose }: DayFieldProps) {
  const id = useId();
  return (
    <span className={classes.day}>
      <label htmlFor={id} className={classes.label}>
        {label}
      </label>
      <TextInput
        id={id}
        type="date"
        value={day ?? ''}
        error={error}
        classNames={{ error: classes.error }}
        onChange={(event) => onChoose(event.currentTarget.value)}
      />
    </span>
  );
}
