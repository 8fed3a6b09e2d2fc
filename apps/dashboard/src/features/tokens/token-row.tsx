import type { Token } from '@earshot/contracts';
import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { formatDay } from '../../shared/time/format';
import { Instant } from '../../shared/time/instant';
import { useNow, useTimeStyle } from '../../shared/time/use-time';
import { useScopeWords } from './scope-words';
import classes from './tokens-page.module.css';

interface TokenRowProps {
  readonly token: Token;
  readonly showOwner: boolean;
  readonly onRevoke: () => void;
}

/** One key: how it begins, what it may, when it was used last, and the way to end it. */
export function TokenRow({ token, showOwner, onRevoke }: TokenRowProps) {
  const { t } = useTranslation();
  const words = useScopeWords();
  const style = useTimeStyle();
  const state = useTokenState(token);
  const { name, shown, owner, scopes, lastUsedOn, createdAt, expiresAt } = token;
  return (
    <li className={classes.token} data-state={state}>
      <div className={classes.what}>
        <span className={classes.name}>
          <bdi>{name}</bdi>
          <span className={classes.state} data-state={state}>
            {t(`tokens.state.${state}`)}
          </span>
        </span>
        <span className={classes.facts}>
          <code>{shown}…</code>
          {showOwner && (
            <>
              {' · '}
              <bdi>{owner.name}</bdi>
            </>
          )}
          {' · '}
          {scopes.map(words).join(', ')}
        </span>
        <span className={classes.facts}>
          {t('tokens.made')} <Instant at={createdAt} />
          {' · '}
          {t('tokens.until')} <Instant at={expiresAt} />
          {' · '}
          {lastUsedOn === null ? t('tokens.neverUsed') : t('tokens.lastUsed', { day: formatDay(lastUsedOn, style) })}
        </span>
      </div>
      {state === 'living' && (
        <Button variant="default" size="compact-md" aria-label={t('tokens.revokeOne', { name })} onClick={onRevoke}>
          {t('tokens.revoke')}
        </Button>
      )}
    </li>
  );
}

function useTokenState({ revokedAt, expiresAt }: Token): 'living' | 'expired' | 'revoked' {
  const now = useNow();
  if (revokedAt !== null) return 'revoked';
  return now.getTime() < Date.parse(expiresAt) ? 'living' : 'expired';
}
