import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { PageHeading } from './page-heading';
import { FailureState } from './states';

interface RefusedPageProps {
  /** Names the tab, and the page to those who listen. */
  readonly title: string;
  readonly error: unknown;
}

/** A page that is not for this person: that alone is said, without a frame around what is not there. */
export function RefusedPage({ title, error }: RefusedPageProps) {
  const { t } = useTranslation();
  return (
    <div>
      <PageHeading title={title}>
        <span className="visually-hidden">{title}</span>
      </PageHeading>
      <FailureState
        error={error}
        action={
          <Button component={Link} to="/alerts" variant="default">
            {t('case.toAlerts')}
          </Button>
        }
      />
    </div>
  );
}
