import { Button } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconUsers } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './customers-page.module.css';
import { likelySameQuery } from './customers-query';

/** Customers who may be one, folded; nothing when there are none, and nothing is merged by itself. */
export function LikelyTwins() {
  const { t } = useTranslation();
  const [unfolded, { toggle }] = useDisclosure(false);
  const listId = useId();
  const twins = useQuery(likelySameQuery).data?.items ?? [];
  if (twins.length === 0) return null;
  return (
    <section className={classes.twins} aria-label={t('customers.twins.title')}>
      <Button
        variant="subtle"
        size="compact-sm"
        leftSection={<IconUsers size={16} aria-hidden="true" />}
        aria-expanded={unfolded}
        aria-controls={unfolded ? listId : undefined}
        onClick={toggle}
      >
        {t('customers.twins.title')}: {twins.length}
      </Button>
      {unfolded && (
        <div id={listId}>
          <p className={classes.lead}>{t('customers.twins.lead')}</p>
          <ul className={classes.pairs}>
            {twins.map(({ name, shared, customers: [first, ...others] }) => (
              <li key={first?.id ?? name}>
                <strong>
                  <bdi>{name}</bdi>
                </strong>{' '}
                <span className={classes.dim}>{t('customers.twins.shared', { shared })}</span>
                <span className={classes.dim}>
                  {[first, ...others].flatMap((one) => one?.identities ?? []).join(', ')}
                </span>
                {first !== undefined && (
                  <Link
                    to="/customers/$customerId"
                    params={{ customerId: first.id }}
                    search={{ merge: others[0]?.id }}
                    className={classes.link}
                  >
                    {t('customers.twins.compare')}
                    <span className="visually-hidden"> {name}</span>
                  </Link>
                )}
              </li>
            ))}
          </ul>
        </div>
      )}
    </section>
  );
}
