import type { Person, PersonWithPassword } from '@earshot/contracts';
import { Button, Skeleton } from '@mantine/core';
import { IconUserPlus } from '@tabler/icons-react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { failureKind } from '../../shared/api/api-error';
import { ToldOnce } from '../../shared/secret/told-once';
import { useSession } from '../../shared/session/session';
import { deedFailure } from '../../shared/states/deed-failure';
import { PageHeading } from '../../shared/states/page-heading';
import { RefusedPage } from '../../shared/states/refused-page';
import { FailureState } from '../../shared/states/states';
import { showFailure, showOutcome } from '../../shared/states/toasts';
import { colleaguesQuery } from '../../shared/users/colleagues-query';
import classes from './people-page.module.css';
import { endSessions, peopleQuery, reactivatePerson } from './people-query';
import { AddPersonDialog, ChangePersonDialog, DeactivateDialog, ResetPasswordDialog } from './person-dialogs';
import { PersonRow, type PersonDeed } from './person-row';

/** The question that stands over the page. */
type Open = { readonly kind: 'add' } | { readonly kind: 'change' | 'password' | 'deactivate'; readonly person: Person };

/** Who signs in and with which role, for administrators. */
export function PeoplePage() {
  const { t } = useTranslation();
  const query = useQuery(peopleQuery);
  const [open, setOpen] = useState<Open | null>(null);
  const [told, setTold] = useState<PersonWithPassword | null>(null);
  const people = query.data?.items;
  if (failureKind(query.error) === 'no-permission')
    return <RefusedPage title={t('people.title')} error={query.error} />;
  return (
    <div className={classes.page}>
      <header className={classes.header}>
        <PageHeading title={t('people.title')} />
        <p className={classes.lead}>{t('people.lead')}</p>
        {people !== undefined && (
          <Button
            className={classes.add}
            leftSection={<IconUserPlus size={16} aria-hidden="true" />}
            onClick={() => setOpen({ kind: 'add' })}
          >
            {t('people.add')}
          </Button>
        )}
      </header>
      {people !== undefined ? (
        <Everybody people={people} onOpen={setOpen} />
      ) : query.isError ? (
        <FailureState error={query.error} onRetry={() => void query.refetch()} retrying={query.isFetching} />
      ) : (
        <div className={classes.people} role="status" aria-label={t('state.loading')}>
          <Skeleton height={64} radius="md" />
          <Skeleton height={64} radius="md" />
          <Skeleton height={64} radius="md" />
        </div>
      )}
      {open !== null && people !== undefined && (
        <Dialog open={open} people={people} onOpen={setOpen} onTold={setTold} />
      )}
      {told !== null && <Told told={told} onClose={() => setTold(null)} />}
    </div>
  );
}

interface PartProps {
  readonly people: readonly Person[];
  readonly onOpen: (open: Open | null) => void;
}

function Everybody({ people, onOpen }: PartProps) {
  const { t } = useTranslation();
  const { user } = useSession();
  const refresh = useRefresh();
  const carryOut = async (deed: 'sessions' | 'reactivate', person: Person): Promise<void> => {
    try {
      await (deed === 'sessions' ? endSessions(person) : reactivatePerson(person));
      showOutcome({ text: t(`people.done.${deed}`, { name: person.name }) });
    } catch (error) {
      const kind = failureKind(error);
      showFailure({ title: t(`failure.${kind}.title`), text: deedFailure(t, kind) });
    }
    await refresh();
  };
  const act = (person: Person, deed: PersonDeed): void => {
    if (deed === 'sessions' || deed === 'reactivate') void carryOut(deed, person);
    else onOpen({ kind: deed, person });
  };
  return (
    <ul className={classes.people}>
      {people.map((person) => (
        <PersonRow
          key={person.id}
          person={person}
          isSelf={person.id === user.id}
          onDeed={(deed) => act(person, deed)}
        />
      ))}
    </ul>
  );
}

interface DialogProps extends PartProps {
  readonly open: Open;
  readonly onTold: (told: PersonWithPassword) => void;
}

function Dialog({ open, people, onOpen, onTold }: DialogProps) {
  const { t } = useTranslation();
  const { user } = useSession();
  const refresh = useRefresh();
  const close = (): void => onOpen(null);
  const tell = (told: PersonWithPassword): void => {
    onTold(told);
    void refresh();
  };
  const done = async (outcome: 'change' | 'deactivate', { name }: Person): Promise<void> => {
    showOutcome({ text: t(`people.done.${outcome}`, { name }) });
    await refresh();
  };
  switch (open.kind) {
    case 'add':
      return <AddPersonDialog onClose={close} onAdded={tell} />;
    case 'change': {
      const { person } = open;
      const admins = people.filter(({ role, disabledAt }) => role === 'admin' && disabledAt === null);
      const isOnlyAdmin = person.role === 'admin' && person.disabledAt === null && admins.length === 1;
      const fixedRole = isOnlyAdmin ? t('people.onlyAdmin') : person.id === user.id ? t('people.ownRole') : null;
      return (
        <ChangePersonDialog
          person={person}
          fixedRole={fixedRole}
          onClose={close}
          onDone={() => done('change', person)}
        />
      );
    }
    case 'deactivate': {
      const { person } = open;
      const heirs = people.filter(({ id, disabledAt }) => id !== person.id && disabledAt === null);
      return (
        <DeactivateDialog person={person} heirs={heirs} onClose={close} onDone={() => done('deactivate', person)} />
      );
    }
    case 'password':
      return <ResetPasswordDialog person={open.person} onClose={close} onReset={tell} />;
  }
}

function Told({ told, onClose }: { readonly told: PersonWithPassword; readonly onClose: () => void }) {
  const { t } = useTranslation();
  return (
    <ToldOnce
      title={t('people.told.title', { name: told.person.name })}
      text={t('people.told.text')}
      secret={told.password}
      copy={t('people.told.copy')}
      copied={t('people.told.copied')}
      done={t('people.told.done')}
      onClose={onClose}
    />
  );
}

/** The people here, and the colleagues that a case can be handed to. */
function useRefresh(): () => Promise<unknown> {
  const queries = useQueryClient();
  return () =>
    Promise.all([peopleQuery, colleaguesQuery].map(({ queryKey }) => queries.invalidateQueries({ queryKey })));
}
