import type { SavedView } from '@earshot/contracts';
import { ActionIcon, Switch } from '@mantine/core';
import { IconTrash } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Dialog } from '../../../shared/dialog/dialog';
import { Hint } from '../../../shared/hint/hint';
import { FailureNote } from '../../../shared/states/failure-note';
import { useSession } from '../../../shared/session/session';
import { useViewDeed } from './views-query';
import classes from './views.module.css';

interface ManageViewsDialogProps {
  readonly opened: boolean;
  readonly onClose: () => void;
  /** Those that the reader may change. */
  readonly views: readonly SavedView[];
  readonly mayShare: boolean;
}

/** Which views there are, who sees them, and what is no longer needed. */
export function ManageViewsDialog({ opened, onClose, views, mayShare }: ManageViewsDialogProps) {
  const { t } = useTranslation();
  const { user } = useSession();
  const deed = useViewDeed();
  return (
    <Dialog opened={opened} onClose={onClose} title={t('views.label')} centered>
      {deed.isError && (
        <FailureNote
          error={deed.error}
          retrying={deed.isPending}
          onRetry={() => deed.variables !== undefined && deed.mutate(deed.variables)}
        />
      )}
      {views.length === 0 && <p className={classes.none}>{t('views.none')}</p>}
      <ul className={classes.list}>
        {views.map((view) => (
          <li key={view.id} className={classes.view}>
            <span className={classes.name}>
              <bdi>{view.name}</bdi>
              {view.owner.id !== user.id && (
                <span className={classes.by}>{t('views.by', { name: view.owner.name })}</span>
              )}
            </span>
            {mayShare && (
              <Switch
                size="sm"
                label={t('views.shareShort')}
                aria-label={t('views.shareNamed', { name: view.name })}
                checked={view.shared}
                onChange={(event) =>
                  deed.mutate({ do: 'change', id: view.id, change: { shared: event.currentTarget.checked } })
                }
              />
            )}
            <Hint label={t('views.remove')}>
              <ActionIcon
                variant="subtle"
                color="gray"
                aria-label={t('views.removeNamed', { name: view.name })}
                onClick={() => deed.mutate({ do: 'remove', id: view.id })}
              >
                <IconTrash size={16} />
              </ActionIcon>
            </Hint>
          </li>
        ))}
      </ul>
    </Dialog>
  );
}
