import type { InsightsView } from '@earshot/contracts';
import { useTranslation } from 'react-i18next';
import { languageName } from '../../shared/labels/language';
import { Panel } from '../../shared/states/panel';
import classes from './insights-page.module.css';
import { useFigures } from './use-figures';

interface PartsProps {
  readonly title: string;
  readonly parts: readonly {
    readonly key: string;
    readonly name: string;
    readonly received: number;
    readonly unhappy: number;
  }[];
  readonly kind: 'topic' | 'language' | 'source';
}

const SHOWN = 8;

/** Where the unhappy messages come from, the most first. */
export function Parts({ title, parts, kind }: PartsProps) {
  const { t, i18n } = useTranslation();
  const { count, share } = useFigures();
  const shown = [...parts].sort((a, b) => b.unhappy - a.unhappy).slice(0, SHOWN);
  const most = Math.max(1, ...shown.map(({ unhappy }) => unhappy));
  const nameOf = ({ key, name }: PartsProps['parts'][number]): string => {
    if (kind === 'topic') return t(`topic.${key as InsightsView['topics'][number]['key']}`);
    if (kind === 'language') return key === 'und' ? t('language.unknown') : languageName(key, i18n.language);
    return name;
  };
  return (
    <Panel title={title}>
      {shown.length === 0 ? (
        <p className={classes.none}>{t('insights.nothing')}</p>
      ) : (
        <ul className={classes.partList}>
          {shown.map((part) => (
            <li key={part.key}>
              <span className={classes.partName}>
                <bdi>{nameOf(part)}</bdi>
                <span className={classes.count}>
                  {count(part.unhappy)}{' '}
                  <span className={classes.partShare}>({share(part.unhappy, part.received)})</span>
                </span>
              </span>
              <span className={classes.track} aria-hidden="true">
                <span className={classes.fill} style={{ width: `${(part.unhappy / most) * 100}%` }} />
              </span>
            </li>
          ))}
        </ul>
      )}
    </Panel>
  );
}
