import type { CreatedToken, Token, TokenList } from '@earshot/contracts';
import { Button, SegmentedControl, Skeleton } from '@mantine/core';
import { IconKey } from '@tabler/icons-react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { QuestionDialog } from '../../shared/dialog/question-dialog';
import { ToldOnce } from '../../shared/secret/told-once';
import { useSession } from '../../shared/session/session';
import { FailureNote } from '../../shared/states/failure-note';
import { Panel } from '../../shared/states/panel';
import { showOutcome } from '../../shared/states/toasts';
import { NewTokenDialog } from './new-token-dialog';
import { TokenRow } from './token-row';
import classes from './tokens-page.module.css';
import { revokeToken, tokensQuery, type Whose } from './tokens-query';

/** Keys with which other programs call the API; administrators see everybody's. */
export function TokensPanel() {
  const { t } = useTranslation();
  const { user } = useSession();
  const [whose, setWhose] = useState<Whose>('me');
  const query = useQuery(tokensQuery(whose));
  const [isAdding, setIsAdding] = useState(false);
  const [created, setCreated] = useState<CreatedToken | null>(null);
  const queries = useQueryClient();
  const refresh = () => queries.invalidateQueries({ queryKey: ['tokens'] });
  return (
    <Panel title={t('tokens.list')}>
      <p className={classes.lead}>{t('tokens.means')}</p>
      <div className={classes.tools}>
        {query.data !== undefined && (
          <Button leftSection={<IconKey size={16} aria-hidden="true" />} onClick={() => setIsAdding(true)}>
            {t('tokens.add')}
          </Button>
        )}
        {user.role === 'admin' && (
          <SegmentedControl
            aria-label={t('tokens.whose')}
            value={whose}
            data={(['me', 'all'] as const).map((value) => ({ value, label: t(`tokens.of.${value}`) }))}
            onChange={setWhose}
          />
        )}
      </div>
      {query.data !== undefined ? (
        <Tokens list={query.data} showOwner={whose === 'all'} onChanged={refresh} />
      ) : query.isError ? (
        <FailureNote error={query.error} onRetry={() => void query.refetch()} retrying={query.isFetching} />
      ) : (
        <Skeleton height={64} role="status" aria-label={t('state.loading')} />
      )}
      {isAdding && query.data !== undefined && (
        <NewTokenDialog
          scopes={query.data.scopes}
          onClose={() => setIsAdding(false)}
          onCreated={(made) => {
            setCreated(made);
            void refresh();
          }}
        />
      )}
      {created !== null && (
        <ToldOnce
          title={t('tokens.told.title', { name: created.token.name })}
          text={t('tokens.told.text')}
          secret={created.key}
          copy={t('tokens.told.copy')}
          copied={t('tokens.told.copied')}
          done={t('tokens.told.done')}
          onClose={() => setCreated(null)}
        />
      )}
    </Panel>
  );
}

interface TokensProps {
  readonly list: TokenList;
  readonly showOwner: boolean;
  readonly onChanged: () => Promise<void>;
}

function Tokens({ list, showOwner, onChanged }: TokensProps) {
  const { t } = useTranslation();
  const [asked, setAsked] = useState<Token | null>(null);
  if (list.items.length === 0) return <p className={classes.lead}>{t('tokens.none')}</p>;
  return (
    <>
      <ul className={classes.tokens}>
        {list.items.map((token) => (
          <TokenRow key={token.id} token={token} showOwner={showOwner} onRevoke={() => setAsked(token)} />
        ))}
      </ul>
      {asked !== null && (
        <QuestionDialog
          title={t('tokens.revokeTitle', { name: asked.name })}
          submit={t('tokens.revoke')}
          cancel={t('tokens.form.cancel')}
          danger
          onClose={() => setAsked(null)}
          onSubmit={async () => {
            await revokeToken(asked.id);
            showOutcome({ text: t('tokens.revoked', { name: asked.name }) });
            await onChanged();
          }}
        >
          <p className={classes.lead}>{t('tokens.revokeText')}</p>
        </QuestionDialog>
      )}
    </>
  );
}
