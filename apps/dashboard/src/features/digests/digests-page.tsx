import type { Colleague, DigestsView } from '@earshot/contracts';
import { Select, Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { mayGetDigests, maySetOthersDigests } from '../../shared/session/permissions';
import { useSession } from '../../shared/session/session';
import { PageHeading } from '../../shared/states/page-heading';
import { FailureState } from '../../shared/states/states';
import { colleaguesQuery } from '../../shared/users/colleagues-query';
import { Deliveries } from './deliveries';
import classes from './digests-page.module.css';
import { digestsQuery } from './digests-query';
import { EditionCard } from './edition-card';
import { Readers } from './readers';

const route = getRouteApi('/app/digests');

/** The mails for those who rarely sign in: when they come, about what, and whether they arrived. */
export function DigestsPage() {
  const { t } = useTranslation();
  const { user: me } = useSession();
  const mayChoose = maySetOthersDigests(me);
  const asked = route.useSearch().user;
  const navigate = route.useNavigate();
  const user = asked === me.id ? undefined : asked;
  const query = useQuery(digestsQuery(user));
  const people = useQuery({ ...colleaguesQuery, enabled: mayChoose }).data?.items ?? [];
  const reader = people.find(({ id }) => id === user);
  const mayGet = reader === undefined || mayGetDigests(reader);
  const choose = (id: string): void => void navigate({ search: { user: id === me.id ? undefined : id } });
  return (
    <div className={classes.page}>
      <header className={classes.header}>
        <PageHeading title={t('digests.title')} />
        <p className={classes.lead}>{t('digests.lead')}</p>
        {mayChoose && <ReaderChoice people={people} chosen={user ?? me.id} onChoose={choose} />}
      </header>
      {query.data !== undefined ? (
        <Editions key={user ?? me.id} view={query.data} user={user} mayGet={mayGet} />
      ) : query.isError ? (
        <FailureState error={query.error} onRetry={() => void query.refetch()} retrying={query.isFetching} />
      ) : (
        <div className={classes.body} role="status" aria-label={t('state.loading')}>
          <Skeleton height={110} radius="md" />
          <Skeleton height={110} radius="md" />
        </div>
      )}
      {mayChoose && <Readers onChoose={choose} />}
    </div>
  );
}

interface EditionsProps {
  readonly view: DigestsView;
  readonly user: string | undefined;
  readonly mayGet: boolean;
}

function Editions({ view, user, mayGet }: EditionsProps) {
  return (
    <div className={classes.body}>
      {view.editions.map((edition) => (
        <EditionCard key={edition.edition} view={edition} user={user} mayGet={mayGet} />
      ))}
      <Deliveries deliveries={view.deliveries} />
    </div>
  );
}

interface ReaderChoiceProps {
  readonly people: readonly Colleague[];
  readonly chosen: string;
  readonly onChoose: (id: string) => void;
}

function ReaderChoice({ people, chosen, onChoose }: ReaderChoiceProps) {
  const { t } = useTranslation();
  const without = people.find((one) => one.id === chosen && !mayGetDigests(one));
  return (
    <Select
      className={classes.reader}
      label={t('digests.reader')}
      value={chosen}
      error={without === undefined ? undefined : t('digests.noDigests', { name: without.name })}
      data={people.map(({ id, name }) => ({ value: id, label: name }))}
      searchable
      allowDeselect={false}
      onChange={(id) => id !== null && onChoose(id)}
    />
  );
}
