import type { Person } from '@earshot/contracts';
import { Button, Menu } from '@mantine/core';
import { IconDots } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Instant } from '../../shared/time/instant';
import classes from './people-page.module.css';

export type PersonDeed = 'change' | 'password' | 'sessions' | 'deactivate' | 'reactivate';

interface PersonRowProps {
  readonly person: Person;
  readonly isSelf: boolean;
  readonly onDeed: (deed: PersonDeed) => void;
}

/** One person: who they are, what they may, whether they are here, and what can be done. */
export function PersonRow({ person, isSelf, onDeed }: PersonRowProps) {
  const { t } = useTranslation();
  const { name, email, role, disabledAt, sessions, lastSeenAt, openCases } = person;
  return (
    <li className={classes.person} data-left={disabledAt !== null}>
      <div className={classes.who}>
        <span className={classes.name}>
          <bdi>{name}</bdi>
          {isSelf && <span className={classes.mark}>{t('people.you')}</span>}
          {disabledAt !== null && <span className={classes.mark}>{t('people.left')}</span>}
        </span>
        <bdi className={classes.facts}>{email}</bdi>
      </div>
      <div className={classes.what}>
        <span>{t(`role.${role}`)}</span>
        <span className={classes.facts}>{t(`people.roleMeans.${role}`)}</span>
      </div>
      <div className={classes.facts}>
        {sessions > 0 ? t('people.sessions', { count: sessions }) : t('people.noSession')}
        {lastSeenAt !== null && (
          <>
            {', '}
            <Instant at={lastSeenAt} as="relative" />
          </>
        )}
        {openCases > 0 && (
          <>
            <br />
            {t('people.openCases', { count: openCases })}
          </>
        )}
      </div>
      <Deeds person={person} isSelf={isSelf} onDeed={onDeed} />
    </li>
  );
}

function Deeds({ person, isSelf, onDeed }: PersonRowProps) {
  const { t } = useTranslation();
  return (
    <Menu position="bottom-end" withinPortal={false}>
      <Menu.Target>
        <Button variant="default" size="compact-md" aria-label={t('people.actOn', { name: person.name })}>
          <IconDots size={16} aria-hidden="true" />
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {deedsOf(person, isSelf).map((deed) => (
          <Menu.Item key={deed} onClick={() => onDeed(deed)}>
            {t(`people.action.${deed}`)}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}

/** Nobody takes their own role, password or access here; the server decides again. */
function deedsOf({ disabledAt, sessions }: Person, isSelf: boolean): PersonDeed[] {
  if (isSelf) return ['change'];
  if (disabledAt !== null) return ['change', 'reactivate'];
  return ['change', 'password', ...(sessions > 0 ? (['sessions'] as const) : []), 'deactivate'];
}
