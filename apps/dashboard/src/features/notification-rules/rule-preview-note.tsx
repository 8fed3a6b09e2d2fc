import type { RulePreview } from '@earshot/contracts';
import { useTranslation } from 'react-i18next';
import classes from './rules-page.module.css';

/** Whom a rule would have told lately, and of what. */
export function RulePreviewNote({ preview }: { readonly preview: RulePreview }) {
  const { t } = useTranslation();
  const { fitting, of, channels, people, events } = preview;
  const told = [...channels, ...people].map(({ name }) => name).join(', ');
  return (
    <div role="status">
      <p className={classes.sentence}>{t('rules.preview.text', { count: fitting, of })}</p>
      {fitting > 0 && (
        <p className={classes.sentence}>
          {events.map(({ event, count }) => `${t(`rules.event.${event}`)} (${count})`).join(', ')}
          {' → '}
          <bdi>{told}</bdi>
        </p>
      )}
    </div>
  );
}
