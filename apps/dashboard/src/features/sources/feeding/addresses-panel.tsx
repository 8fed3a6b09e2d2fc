import type { SourceDetail } from '@earshot/contracts';
import { Button, CopyButton } from '@mantine/core';
import { IconCheck, IconCopy } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Panel } from '../../../shared/states/panel';
import { addressesOf, type Address } from './addresses';
import classes from './feeding.module.css';

type Proven = 'form' | 'webhook' | 'vkontakte' | 'meta' | 'telegram';

/** How the other side proves who it is. */
const PROVEN: Readonly<Record<string, Proven>> = {
  form: 'form',
  webhook: 'webhook',
  vkontakte: 'vkontakte',
  facebook: 'meta',
  instagram: 'meta',
  telegram: 'telegram',
};

/** What is put into a page or given to another system, to be copied; nothing where a source takes nothing. */
export function AddressesPanel({ source }: { readonly source: SourceDetail }) {
  const { t } = useTranslation();
  const proven = PROVEN[source.kind];
  if (proven === undefined) return null;
  return (
    <Panel title={t('address.title')}>
      <p className={classes.lead}>{t(`address.proven.${proven}`)}</p>
      <ul className={classes.addresses}>
        {addressesOf(source, window.location.origin).map((address) => (
          <CopiedAddress key={address.name} address={address} />
        ))}
      </ul>
      <p className={classes.lead}>{t('address.origin')}</p>
    </Panel>
  );
}

function CopiedAddress({ address: { name, value } }: { readonly address: Address }) {
  const { t } = useTranslation();
  const label = t(`address.${name}`);
  return (
    <li>
      <span className={classes.addressName}>{label}</span>
      <code className={classes.address} tabIndex={0} role="textbox" aria-readonly="true" aria-label={label}>
        {value}
      </code>
      <CopyButton value={value}>
        {({ copied, copy }) => (
          <Button
            variant="default"
            size="xs"
            className={classes.start}
            leftSection={
              copied ? <IconCheck size={15} aria-hidden="true" /> : <IconCopy size={15} aria-hidden="true" />
            }
            aria-label={`${t(copied ? 'address.copied' : 'address.copy')}: ${label}`}
            onClick={copy}
          >
            <span aria-live="polite">{t(copied ? 'address.copied' : 'address.copy')}</span>
          </Button>
        )}
      </CopyButton>
    </li>
  );
}
