import type { AuditEntry } from '@earshot/contracts';
import { useTranslation } from 'react-i18next';
import { humanised } from '../../shared/labels/catalogue';
import { Instant } from '../../shared/time/instant';
import classes from './audit-page.module.css';

/** One deed: when, who, what, on what, and its particulars. */
export function AuditEntryRow({ entry }: { readonly entry: AuditEntry }) {
  const { t } = useTranslation();
  const words = useDeedWords();
  const { at, actor, action, subject, detail } = entry;
  const particulars = Object.entries(detail).map(([name, value]) => `${humanised(name)}: ${spelled(value)}`);
  return (
    <li className={classes.entry}>
      <Instant at={at} className={classes.facts} />
      <span className={classes.who}>
        <bdi>{actor === null ? t('audit.nobody') : (actor.name ?? `#${actor.id}`)}</bdi>
      </span>
      <span className={classes.what}>
        <span>
          {words(action)}
          {subject.id !== null && (
            <>
              {': '}
              <bdi>{subject.name ?? `#${subject.id}`}</bdi>
            </>
          )}
        </span>
        {particulars.length > 0 && <span className={classes.facts}>{particulars.join(' · ')}</span>}
      </span>
    </li>
  );
}

/** What was done, in words; a deed that the catalogue does not have yet is shown as words made of its name. */
function useDeedWords(): (action: string) => string {
  const { i18n } = useTranslation();
  return (action) => {
    const words: unknown = i18n.getResource(i18n.language, 'translation', `audit.deed.${action}`);
    return typeof words === 'string' ? words : humanised(action);
  };
}

/** A particular as people read it: lists by commas, groups as names with their values. */
function spelled(value: unknown): string {
  if (Array.isArray(value)) return value.map(spelled).join(', ');
  if (typeof value === 'object' && value !== null)
    return Object.entries(value)
      .map(([name, part]) => `${humanised(name)} ${spelled(part)}`)
      .join(', ');
  return typeof value === 'string' ? value : JSON.stringify(value);
}
