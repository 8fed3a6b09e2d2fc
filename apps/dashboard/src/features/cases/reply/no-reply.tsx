import type { ReplyComposer } from '@earshot/contracts';
import { IconExternalLink, IconMessageOff } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useShortcuts } from '../../../shared/keyboard/use-shortcuts';
import { isWebAddress } from '../thread-items';
import { COMPOSER_ID, goToComposer } from './composer-place';
import classes from './no-reply.module.css';

/** The channel takes no answer from here: why, and where one answers instead. The key that answers leads here. */
export function NoReply({ composer }: { readonly composer: ReplyComposer }) {
  const { t } = useTranslation();
  const { reason, detail, url } = composer;
  useShortcuts({ r: goToComposer });
  return (
    <section id={COMPOSER_ID} tabIndex={-1} className={classes.box} aria-label={t('composer.title')}>
      <IconMessageOff size={20} stroke={1.75} aria-hidden="true" />
      <div>
        <p className={classes.why}>{t(`composer.noReply.${reason ?? 'channel'}`)}</p>
        {reason === 'not-set-up' && detail !== null && <p className={classes.detail}>{detail}</p>}
        {url !== null && isWebAddress(url) ? (
          <p className={classes.detail}>
            <a className={classes.link} href={url} target="_blank" rel="noopener noreferrer">
              <IconExternalLink size={15} aria-hidden="true" />
              {t('composer.answerThere')}
            </a>{' '}
            {t('composer.seenThere')}
          </p>
        ) : (
          <p className={classes.detail}>{t('composer.markAnswered')}</p>
        )}
      </div>
    </section>
  );
}
