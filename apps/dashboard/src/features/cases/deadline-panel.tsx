import type { TaskView } from '@earshot/contracts';
import { useTranslation } from 'react-i18next';
import { useCatalogue } from '../../shared/labels/catalogue';
import { Panel } from '../../shared/states/panel';
import { Due } from '../../shared/time/due';
import classes from './deadline-panel.module.css';

type Commitment = NonNullable<TaskView['commitment']>;

/** By when the case must be answered, and how that follows from the standard, step by step. */
export function DeadlinePanel({ tasks }: { readonly tasks: readonly TaskView[] }) {
  const { t } = useTranslation();
  const open = tasks
    .filter((task) => task.state === 'open' || task.state === 'paused')
    .sort((a, b) => Date.parse(a.dueAt) - Date.parse(b.dueAt));
  const closed = tasks.filter((task) => !open.includes(task));
  return (
    <Panel title={t('deadline.title')}>
      {open.length === 0 && <p className={classes.none}>{t('deadline.none')}</p>}
      {[...open, ...closed].map((task) => (
        <Task key={task.id} task={task} />
      ))}
    </Panel>
  );
}

function Task({ task }: { readonly task: TaskView }) {
  const { t } = useTranslation();
  const words = useCatalogue();
  const { commitment } = task;
  return (
    <div className={classes.task}>
      <p className={classes.what}>{t(`task.${task.kind}`)}</p>
      {task.state === 'open' ? (
        <Due dueAt={task.dueAt} />
      ) : task.state === 'done' ? (
        <Due dueAt={null} answeredAt={task.closedAt} />
      ) : (
        <span className={classes.none}>{t(task.state === 'paused' ? 'deadline.paused' : 'task.cancelled')}</span>
      )}
      {task.note !== null && (
        <p className={classes.standard}>
          <bdi>{task.note}</bdi>
        </p>
      )}
      {task.closedReason !== null && <p className={classes.standard}>{words('closed', task.closedReason)}</p>}
      {commitment !== null && <Derivation commitment={commitment} isOpen={task.state === 'open'} />}
    </div>
  );
}

function Derivation({ commitment, isOpen }: { readonly commitment: Commitment; readonly isOpen: boolean }) {
  const { t } = useTranslation();
  return (
    <details className={classes.derivation} open={isOpen}>
      <summary>{useTargetWords(commitment.target)}</summary>
      <ol>
        {commitment.derivation.map((line, index) => (
          <li key={`${index} ${line}`}>{line}</li>
        ))}
      </ol>
      <p className={classes.standard}>
        {t('deadline.standard', {
          standard: commitment.standard,
          calendar: commitment.calendar,
          zone: commitment.zone,
        })}
      </p>
    </details>
  );
}

function useTargetWords({ unit, amount }: Commitment['target']): string {
  const { t } = useTranslation();
  if (unit === 'working_minutes') return t('deadline.derivationHours', { count: amount / 60 });
  return amount === 0 ? t('deadline.sameDay') : t('deadline.derivation', { count: amount });
}
