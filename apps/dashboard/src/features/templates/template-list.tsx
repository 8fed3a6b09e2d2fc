import { ActionIcon, Button, TextInput, Tooltip, UnstyledButton } from '@mantine/core';
import { IconAlertTriangle, IconArchive } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCatalogue } from '../../shared/labels/catalogue';
import { Panel } from '../../shared/states/panel';
import classes from './templates-page.module.css';

/** Put around all others; they cannot be left out. */
const AROUND = ['greeting', 'signature'] as const;
const isAround = (name: string): name is (typeof AROUND)[number] => AROUND.some((one) => one === name);

const NAME = /^[a-z][a-z0-9-]{0,39}$/;

interface TemplateListProps {
  readonly names: readonly string[];
  readonly chosen: string;
  /** Those that cannot be saved as they are. */
  readonly faulty: ReadonlySet<string>;
  readonly mayEdit: boolean;
  readonly onChoose: (name: string) => void;
  readonly onAdd: (name: string) => void;
  readonly onArchive: (name: string) => void;
}

/** The templates of a language by name, one of them chosen. */
export function TemplateList({ names, chosen, faulty, mayEdit, onChoose, onAdd, onArchive }: TemplateListProps) {
  const { t } = useTranslation();
  const words = useCatalogue();
  const spelt = (name: string): string => (isAround(name) ? t(`templates.${name}`) : words('template', name));
  return (
    <Panel title={t('templates.list')}>
      <ul className={classes.names}>
        {names.map((name) => (
          <li key={name} className={classes.name} data-chosen={name === chosen}>
            <UnstyledButton className={classes.choose} aria-pressed={name === chosen} onClick={() => onChoose(name)}>
              {spelt(name)}
              {faulty.has(name) && (
                <span className={classes.faulty}>
                  <IconAlertTriangle size={14} stroke={2} aria-hidden="true" />
                  {t('templates.faulty')}
                </span>
              )}
            </UnstyledButton>
            {mayEdit && !isAround(name) && (
              <Tooltip label={t('templates.archive')}>
                <ActionIcon
                  variant="subtle"
                  color="gray"
                  aria-label={t('templates.archiveOne', { name: spelt(name) })}
                  onClick={() => onArchive(name)}
                >
                  <IconArchive size={16} stroke={1.75} aria-hidden="true" />
                </ActionIcon>
              </Tooltip>
            )}
          </li>
        ))}
      </ul>
      {mayEdit && <AddTemplate taken={names} onAdd={onAdd} />}
    </Panel>
  );
}

function AddTemplate({ taken, onAdd }: { readonly taken: readonly string[]; readonly onAdd: (name: string) => void }) {
  const { t } = useTranslation();
  const [name, setName] = useState('');
  const [isComplaining, setIsComplaining] = useState(false);
  const isFine = NAME.test(name) && !taken.includes(name);
  return (
    <form
      className={classes.add}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        setIsComplaining(!isFine);
        if (!isFine) return;
        onAdd(name);
        setName('');
      }}
    >
      <TextInput
        label={t('templates.name')}
        maxLength={40}
        value={name}
        error={isComplaining && !isFine ? t('templates.nameRule') : undefined}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <Button type="submit" variant="default">
        {t('templates.add')}
      </Button>
    </form>
  );
}
