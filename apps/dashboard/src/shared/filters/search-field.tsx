import { CloseButton, TextInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { IconSearch } from '@tabler/icons-react';
import { useState, type RefObject } from 'react';
import classes from './search-field.module.css';

/** Long enough for the next key of a typing person, short enough to feel immediate. */
const TYPING_PAUSE_MS = 300;

interface SearchFieldProps {
  /** What is searched for now. */
  readonly text: string | undefined;
  /** Called when typing pauses, also with nothing. */
  readonly onSearch: (text: string) => void;
  readonly label: string;
  readonly clearLabel: string;
  readonly field: RefObject<HTMLInputElement | null>;
}

/** Searches while one types; Escape leaves the field. Another text in the address (a link, a cleared filter) starts it anew. */
export function SearchField(props: SearchFieldProps) {
  return <Field key={props.text ?? ''} {...props} />;
}

function Field({ text: given, onSearch, label, clearLabel, field }: SearchFieldProps) {
  const [text, setText] = useState(given ?? '');
  const searchSoon = useDebouncedCallback(onSearch, { delay: TYPING_PAUSE_MS });
  const type = (typed: string): void => {
    setText(typed);
    searchSoon(typed);
  };
  return (
    <TextInput
      ref={field}
      className={classes.search}
      type="search"
      aria-label={label}
      placeholder={label}
      maxLength={200}
      leftSection={<IconSearch size={16} aria-hidden="true" />}
      rightSection={text === '' ? null : <CloseButton size="sm" aria-label={clearLabel} onClick={() => type('')} />}
      value={text}
      onChange={(event) => type(event.currentTarget.value)}
      onKeyDown={(event) => {
        if (event.key === 'Escape') event.currentTarget.blur();
      }}
    />
  );
}
