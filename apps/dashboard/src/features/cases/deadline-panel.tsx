import type { TaskView } from '@earshot/contracts';
import { IconCircleCheck, IconClockExclamation, IconPlayerPause } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useCatalogue } from '../../shared/labels/catalogue';
import { Panel } from '../../shared/states/panel';
import { Due } from '../../shared/time/due';
import { formatDuration } from '../../shared/time/format';
import { Instant } from '../../shared/time/instant';
import { useTimeStyle } from '../../shared/time/use-time';
import classes from './deadline-panel.module.css';
import { derivationWords } from './derivation-words';

type Commitment = NonNullable<TaskView['commitment']>;

/** By when what must be done, how that follows from the standard step by step, and how earlier deadlines were met. */
export function DeadlinePanel({ tasks }: { readonly tasks: readonly TaskView[] }) {
  const { t } = useTranslation();
  const running = tasks
    .filter((task) => task.state === 'open' || task.state === 'paused')
    .sort((a, b) => Date.parse(a.dueAt) - Date.parse(b.dueAt));
  const ended = tasks
    .filter((task) => !running.includes(task))
    .sort((a, b) => Date.parse(b.closedAt ?? b.dueAt) - Date.parse(a.closedAt ?? a.dueAt));
  return (
    <Panel title={t('deadline.title')}>
      {running.length === 0 && <p className={classes.none}>{t('deadline.none')}</p>}
      {running.map((task) => (
        <RunningTask key={task.id} task={task} />
      ))}
      {ended.length > 0 && (
        <details className={classes.earlier} open={running.length === 0}>
          <summary>{t('deadline.earlier', { count: ended.length })}</summary>
          {ended.map((task) => (
            <EndedTask key={task.id} task={task} />
          ))}
        </details>
      )}
    </Panel>
  );
}

function RunningTask({ task }: { readonly task: TaskView }) {
  return (
    <div className={classes.task}>
      <TaskName task={task} />
      {task.state === 'paused' ? (
        <Paused minutesLeft={task.minutesLeft} />
      ) : (
        <Due dueAt={task.dueAt} calendar={task.commitment?.calendar} />
      )}
      {task.commitment !== null && <Derivation commitment={task.commitment} />}
    </div>
  );
}

/** The early sign that a task of watching is about, as it is stored: `no_reply`, `payment.late INV-17`. */
function watchSign(
  note: string,
): { readonly name: 'no_reply' | 'unanswered' | 'paymentLate'; readonly reference: string } | null {
  const [name, ...rest] = note.split(' ');
  if (name === 'no_reply' || name === 'unanswered') return { name, reference: '' };
  return name === 'payment.late' ? { name: 'paymentLate', reference: rest.join(' ') } : null;
}

/** What is to be done; of the three clocks which one it is, and of a promise its words. */
function TaskName({ task: { kind, commitment, note } }: { readonly task: TaskView }) {
  const { t } = useTranslation();
  const sign = kind === 'watch' && note !== null ? watchSign(note) : null;
  return (
    <>
      <p className={classes.what}>
        {t(`task.${kind}`)}
        {commitment !== null && kind === 'answer' && ` · ${t(`deadline.clock.${commitment.clock}`)}`}
      </p>
      {note !== null && (
        <p className={classes.note}>
          <bdi>{sign === null ? note : t(`deadline.sign.${sign.name}`, { reference: sign.reference })}</bdi>
        </p>
      )}
    </>
  );
}

/** A clock that stands still, with the working time that is left on it. */
function Paused({ minutesLeft }: { readonly minutesLeft: number | null }) {
  const { t } = useTranslation();
  const words =
    minutesLeft === null
      ? t('deadline.paused')
      : minutesLeft >= WHOLE_HOURS_FROM
        ? t('deadline.pausedHours', { count: Math.floor(minutesLeft / 60) })
        : t('deadline.pausedWith', { count: Math.floor(minutesLeft) });
  return (
    <p className={classes.outcome} data-outcome="paused">
      <IconPlayerPause size={14} stroke={2} aria-hidden="true" />
      {words}
    </p>
  );
}

/** Minutes; below it they are told one by one. */
const WHOLE_HOURS_FROM = 180;

function EndedTask({ task }: { readonly task: TaskView }) {
  const { t } = useTranslation();
  const words = useCatalogue();
  const style = useTimeStyle();
  const { answer, closedAt, closedReason } = task;
  return (
    <div className={classes.task}>
      <TaskName task={task} />
      {answer !== null ? (
        <p className={classes.outcome} data-outcome={answer.inTime ? 'good' : 'late'}>
          {answer.inTime ? (
            <IconCircleCheck size={14} stroke={2} aria-hidden="true" />
          ) : (
            <IconClockExclamation size={14} stroke={2} aria-hidden="true" />
          )}
          <span>
            {t(answer.inTime ? 'deadline.inTime' : 'deadline.late')},{' '}
            {t('deadline.after', { duration: formatDuration(answer.seconds * 1000, style) })} ·{' '}
            {t(`deadline.evidence.${answer.evidence.kind}`)}
          </span>
        </p>
      ) : task.state === 'done' && task.kind === 'answer' ? (
        <Due dueAt={null} answeredAt={closedAt} />
      ) : (
        <span className={classes.none}>{t(task.state === 'done' ? 'task.done' : 'task.cancelled')}</span>
      )}
      <p className={classes.standard}>
        {closedReason !== null && words('closed', closedReason)}
        {closedReason !== null && answer !== null && ' · '}
        {answer !== null && <Instant at={answer.at} />}
      </p>
      {task.commitment !== null && <Derivation commitment={task.commitment} isFolded />}
    </div>
  );
}

function Derivation({
  commitment,
  isFolded = false,
}: {
  readonly commitment: Commitment;
  readonly isFolded?: boolean;
}) {
  const { t, i18n } = useTranslation();
  return (
    <details className={classes.derivation} open={!isFolded}>
      <summary>{useTargetWords(commitment.target)}</summary>
      <ol>
        {commitment.derivation.map((line, index) => (
          <li key={`${index} ${line}`}>{i18n.language === 'en' ? line : derivationWords(line, t, i18n.language)}</li>
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
  if (unit === 'working_minutes')
    return amount % 60 === 0
      ? t('deadline.derivationHours', { count: amount / 60 })
      : t('deadline.derivationMinutes', { count: amount });
  return amount === 0 ? t('deadline.sameDay') : t('deadline.derivation', { count: amount });
}
