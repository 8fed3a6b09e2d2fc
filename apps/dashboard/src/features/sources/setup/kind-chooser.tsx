import type { SourceKindView } from '@earshot/contracts';
import { TextInput } from '@mantine/core';
import { IconForms, IconMail, IconMessages, IconSearch, IconStar, IconWorld, type Icon } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './setup.module.css';

const GROUPS = ['mail', 'reviews', 'social', 'forums', 'house'] as const satisfies readonly SourceKindView['group'][];
const ICONS: Record<SourceKindView['group'], Icon> = {
  mail: IconMail,
  reviews: IconStar,
  social: IconWorld,
  forums: IconMessages,
  house: IconForms,
};

/** Every channel in its group, found by a word of its name or summary. */
export function KindChooser({ kinds }: { readonly kinds: readonly SourceKindView[] }) {
  const { t } = useTranslation();
  const [sought, setSought] = useState('');
  const words = sought.trim().toLowerCase().split(/\s+/);
  const found = kinds.filter(({ title, summary, kind }) => {
    const text = `${title} ${summary} ${kind}`.toLowerCase();
    return words.every((word) => text.includes(word));
  });
  return (
    <>
      <TextInput
        type="search"
        className={classes.search}
        label={t('setup.search')}
        leftSection={<IconSearch size={16} aria-hidden="true" />}
        value={sought}
        onChange={(event) => setSought(event.currentTarget.value)}
      />
      <p className="visually-hidden" role="status">
        {t('setup.found', { number: found.length })}
      </p>
      {found.length === 0 && <p className={classes.dim}>{t('setup.noneFound')}</p>}
      {GROUPS.map((group) => (
        <Group key={group} group={group} kinds={found.filter((kind) => kind.group === group)} />
      ))}
    </>
  );
}

function Group({
  group,
  kinds,
}: {
  readonly group: SourceKindView['group'];
  readonly kinds: readonly SourceKindView[];
}) {
  const { t } = useTranslation();
  const Shape = ICONS[group];
  if (kinds.length === 0) return null;
  return (
    <section className={classes.kindGroup}>
      <h2 className={classes.groupTitle}>
        <Shape size={16} aria-hidden="true" />
        {t(`setup.group.${group}`)}
      </h2>
      <ul className={classes.kinds}>
        {kinds.map(({ kind, title, summary, takesReplies }) => (
          <li key={kind}>
            <Link to="/sources/add" search={{ kind }} className={classes.kind}>
              <span className={classes.kindTitle}>{title}</span>
              <span className={classes.kindSummary}>{withoutTitle(title, summary)}</span>
              {takesReplies && <span className={classes.replies}>{t('setup.takesReplies')}</span>}
            </Link>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** `Google Play: reviews of your app` below `Google Play` says its name twice. */
function withoutTitle(title: string, summary: string): string {
  const rest = summary.startsWith(`${title}: `) ? summary.slice(title.length + 2) : summary;
  return rest.charAt(0).toUpperCase() + rest.slice(1);
}
