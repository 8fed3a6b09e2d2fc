import { ActionIcon } from '@mantine/core';
import { IconArrowLeft, IconChevronDown, IconChevronUp } from '@tabler/icons-react';
import { useRouter } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { Hint } from '../../shared/hint/hint';
import { useShortcuts } from '../../shared/keyboard/use-shortcuts';
import { rememberOpened, rememberedQueue } from '../../shared/navigation/case-queue';
import classes from './case-navigation.module.css';

/** Back to the list the case was opened from, and on to its neighbours in that list. */
export function CaseNavigation({ caseId }: { readonly caseId: string }) {
  const { t } = useTranslation();
  const router = useRouter();
  const { boardHref, caseIds } = rememberedQueue();
  const index = caseIds.indexOf(caseId);
  const previous = index > 0 ? caseIds[index - 1] : undefined;
  const next = index === -1 ? undefined : caseIds[index + 1];

  const go = (to: string | undefined): void => {
    if (to === undefined) return;
    rememberOpened(to);
    void router.navigate({ to: '/cases/$caseId', params: { caseId: to }, replace: true });
  };
  const back = (): void => router.history.push(boardHref);
  useShortcuts({ j: () => go(next), k: () => go(previous), Escape: back });

  return (
    <nav className={classes.navigation} aria-label={t('case.navigation')}>
      <a
        className={classes.back}
        href={boardHref}
        onClick={(event) => {
          if (event.ctrlKey || event.metaKey || event.shiftKey) return;
          event.preventDefault();
          back();
        }}
      >
        <IconArrowLeft size={16} aria-hidden="true" />
        {t('case.back')}
      </a>
      {index !== -1 && (
        <div className={classes.neighbours}>
          <span className={classes.place}>{t('case.place', { place: index + 1, count: caseIds.length })}</span>
          <Hint label={t('case.previous')}>
            <ActionIcon
              variant="subtle"
              color="gray"
              aria-label={t('case.previous')}
              disabled={previous === undefined}
              onClick={() => go(previous)}
            >
              <IconChevronUp size={18} />
            </ActionIcon>
          </Hint>
          <Hint label={t('case.next')}>
            <ActionIcon
              variant="subtle"
              color="gray"
              aria-label={t('case.next')}
              disabled={next === undefined}
              onClick={() => go(next)}
            >
              <IconChevronDown size={18} />
            </ActionIcon>
          </Hint>
        </div>
      )}
    </nav>
  );
}
