import type { ByHandAnswer } from '@earshot/contracts';
import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { mayRunSources } from '../../shared/session/permissions';
import { useSession } from '../../shared/session/session';
import { sourcesQuery } from '../../shared/sources/sources-query';
import { PageHeading } from '../../shared/states/page-heading';
import { ByHandForm } from './by-hand-form';
import classes from './by-hand-page.module.css';

const route = getRouteApi('/app/messages/by-hand');

/** A call or a visit is typed in by whoever took it, and judged like any other message. */
export function ByHandPage() {
  const { t } = useTranslation();
  const { source } = route.useSearch();
  const [taken, setTaken] = useState<ByHandAnswer | null>(null);
  return (
    <div className={classes.page}>
      <header className={classes.header}>
        <PageHeading title={t('byHand.title')} />
        <p className={classes.lead}>{t('byHand.lead')}</p>
        <FirstByHand />
      </header>
      {taken === null ? (
        <ByHandForm chosenSource={source} onTaken={setTaken} />
      ) : (
        <Taken answer={taken} onNext={() => setTaken(null)} />
      )}
    </div>
  );
}

/** The first call adds a source by itself; whoever may set one up can give it a name of their own before. */
function FirstByHand() {
  const { t } = useTranslation();
  const { user } = useSession();
  const sources = useQuery(sourcesQuery).data?.items;
  if (!mayRunSources(user) || sources === undefined || sources.some(({ kind }) => kind === 'by-hand')) return null;
  return (
    <p className={classes.note}>
      {t('byHand.noSource')}{' '}
      <Link to="/sources/add" search={{ kind: 'by-hand' }}>
        {t('byHand.addSource')}
      </Link>
    </p>
  );
}

/** What became of it: told where the form stood, so that nobody asks whether it arrived. */
function Taken({ answer, onNext }: { readonly answer: ByHandAnswer; readonly onNext: () => void }) {
  const { t } = useTranslation();
  const place = useRef<HTMLElement>(null);
  useEffect(() => place.current?.focus(), []);
  const { caseId, verdict } = answer;
  return (
    <section ref={place} tabIndex={-1} className={classes.taken} aria-label={t('byHand.taken.title')} role="status">
      <h2 className={classes.takenTitle}>{t('byHand.taken.title')}</h2>
      <p>{verdict === null ? t('byHand.taken.notJudged') : t(`byHand.taken.${verdict}`)}</p>
      <p>{t(caseId === null ? 'byHand.taken.noCase' : 'byHand.taken.inCase')}</p>
      <div className={classes.buttons}>
        {caseId === null ? (
          <Button component={Link} to="/messages" variant="default">
            {t('byHand.taken.toMessages')}
          </Button>
        ) : (
          <Button component={Link} to={`/cases/${caseId}`}>
            {t('byHand.taken.openCase', { id: caseId })}
          </Button>
        )}
        <Button variant="default" onClick={onNext}>
          {t('byHand.taken.next')}
        </Button>
      </div>
    </section>
  );
}
