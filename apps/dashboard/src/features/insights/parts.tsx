import type { InsightsView } from '@earshot/contracts';
import { useTranslation } from 'react-i18next';
import { languageName } from '../../shared/labels/language';
import { Panel } from '../../shared/states/panel';
import type { Chosen } from './figure-tiles';
import classes from './insights-page.module.css';
import { narrowed } from './narrowed-query';
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
  /** The query of the cases behind all of the unhappy messages. */
  readonly query: string;
  readonly onChoose: (chosen: Chosen) => void;
}

const SHOWN = 8;

/** Where the unhappy messages come from, the most first; each leads to its cases. */
export function Parts({ title, parts, kind, query, onChoose }: PartsProps) {
  const { t, i18n } = useTranslation();
  const { count, share } = useFigures();
  const shown = [...parts].sort((a, b) => b.unhappy - a.unhappy).slice(0, SHOWN);
  const most = Math.max(1, ...shown.map(({ unhappy }) => unhappy));
  const nameOf = ({ key, name }: PartsProps['parts'][number]): string => {
    if (kind === 'topic') return t(`topic.${key as InsightsView['topics'][number]['key']}`);
    if (kind === 'language') return key === 'und' ? t('language.unknown') : languageName(key, i18n.language);
    return name;
  };
  // Of another topic than the one that is filtered by, the server has no cases: it is asked for one at a time.
  const filtered = new URLSearchParams(query).get(kind);
  return (
    <Panel title={title}>
      {shown.length === 0 ? (
        <p className={classes.none}>{t('insights.nothing')}</p>
      ) : (
        <ul className={classes.partList}>
          {shown.map((part) => (
            <li key={part.key}>
              <span className={classes.partName}>
                {filtered === null || filtered === part.key ? (
                  <button
                    type="button"
                    className={classes.cause}
                    title={t('insights.showCases', { figure: nameOf(part) })}
                    onClick={() => onChoose({ title: nameOf(part), query: narrowed(query, { [kind]: part.key }) })}
                  >
                    <bdi>{nameOf(part)}</bdi>
                  </button>
                ) : (
                  <bdi>{nameOf(part)}</bdi>
                )}
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
