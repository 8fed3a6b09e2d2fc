import type { LessonPage } from '@earshot/contracts';
import { NativeSelect, Radio, Textarea, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { request } from '../../../shared/api/request';
import { useKeptDraft } from '../../../shared/drafts/use-kept-draft';
import { useCatalogue } from '../../../shared/labels/catalogue';
import { DeedForm } from './deed-form';
import classes from './deed-form.module.css';
import type { DeedFormOf } from './deed-form-props';
import { playbookQuery, type CasePlaybook } from './playbook-query';
import { UnkeptPromises } from './unkept-promises';
import type { DeedRequest } from './use-deed';
import { useFormDeed } from './use-form-deed';

type Kind = NonNullable<CasePlaybook['cause']['kind']>;
const KINDS: readonly Kind[] = ['accident', 'systemic'];
const NEW_LESSON = 'new';

/** What the form calls a place, by what closing or setting the cause calls it. */
const FIELD_OF: Readonly<Record<string, string>> = {
  cause: 'stage',
  stage: 'stage',
  kind: 'kind',
  correctiveAction: 'correctiveAction',
  lesson: 'lesson',
  lessonId: 'lesson',
};

const CONFIRMATION = 'confirmUnkeptPromises';

interface CauseFormProps extends DeedFormOf {
  /** The case is closed with it: what is still missing is told at the fields. */
  readonly andClose?: boolean;
}

/** Where it went wrong, whether it will happen again, and what was changed; asked when a case is closed. */
export function CauseForm({ view, book, onDone, andClose = false }: CauseFormProps) {
  const { t } = useTranslation();
  const words = useCatalogue();
  const kept = useKeptDraft(`cause.${view.caseId}`, recordedCause(book));
  const { stage, kind, action, lesson } = kept.draft;
  const deed = useFormDeed(view, kept, onDone);
  const [isComplaining, setIsComplaining] = useState(false);
  const [isConfirmed, setIsConfirmed] = useState(false);
  const stages = useQuery(playbookQuery).data?.causeStages ?? [];

  const submit = (): void => {
    setIsComplaining(true);
    const isComplete = stage !== '' && kind !== null;
    const lessonPart =
      kind !== 'systemic' || lesson.id === ''
        ? {}
        : lesson.id === NEW_LESSON
          ? { lesson: { title: lesson.title.trim(), text: lesson.text.trim() } }
          : { lessonId: lesson.id };
    const cause: DeedRequest = {
      path: 'cause',
      body: { stage, kind, ...(action.trim() === '' ? {} : { correctiveAction: action.trim() }), ...lessonPart },
    };
    if (!andClose) {
      if (isComplete) deed.mutation.mutate([cause]);
      return;
    }
    const close: DeedRequest = { path: 'close', body: { confirmUnkeptPromises: isConfirmed } };
    deed.mutation.mutate(isComplete ? [cause, close] : [close]);
  };
  const faultAt = (field: string): string | undefined => {
    const found = [...deed.faults.keys()].find((path) => (FIELD_OF[path] ?? path.split('.')[0]) === field);
    return found === undefined ? undefined : words('fault', found);
  };
  const isMissing = isComplaining && !andClose;

  return (
    <DeedForm
      view={view}
      deed={deed}
      submit={t(andClose ? 'playbook.close.submit' : 'playbook.cause.submit')}
      onSubmit={submit}
      fields={[...Object.keys(FIELD_OF), CONFIRMATION]}
    >
      <NativeSelect
        label={t('playbook.cause.stage')}
        value={stage}
        error={isMissing && stage === '' ? t('playbook.needed') : stage === '' ? faultAt('stage') : undefined}
        onChange={(event) => kept.change({ stage: event.currentTarget.value })}
        data={[
          { value: '', label: t('playbook.choose') },
          ...stages.map(({ id, title }) => ({ value: id, label: title })),
        ]}
        data-autofocus
      />
      <Radio.Group
        label={t('playbook.cause.kind')}
        value={kind}
        error={
          kind === null && (isMissing || faultAt('stage') !== undefined) ? t('playbook.cause.kindNeeded') : undefined
        }
        onChange={(value) => kept.change({ kind: value })}
      >
        {KINDS.map((value) => (
          <Radio key={value} value={value} mt={6} label={t(`playbook.causeKind.${value}`)} />
        ))}
      </Radio.Group>
      <Textarea
        label={t('playbook.cause.action')}
        description={t('playbook.cause.actionMeans')}
        rows={3}
        maxLength={2_000}
        value={action}
        error={faultAt('correctiveAction')}
        onChange={(event) => kept.change({ action: event.currentTarget.value })}
      />
      {kind === 'systemic' && stage !== '' && (
        <LessonFields
          stage={stage}
          lesson={lesson}
          onChange={(changed) => kept.change({ lesson: changed })}
          error={faultAt('lesson')}
        />
      )}
      {andClose && (
        <UnkeptPromises
          book={book}
          isConfirmed={isConfirmed}
          onConfirm={setIsConfirmed}
          isRefused={deed.faults.has(CONFIRMATION)}
        />
      )}
    </DeedForm>
  );
}

interface CauseWords {
  readonly stage: string;
  readonly kind: Kind | null;
  readonly action: string;
  readonly lesson: LessonWords;
}

const recordedCause = ({ cause }: CasePlaybook): CauseWords => ({
  stage: cause.stage ?? '',
  kind: cause.kind,
  action: cause.correctiveAction ?? '',
  lesson: { id: cause.lessonId ?? '', title: '', text: '' },
});

interface LessonWords {
  readonly id: string;
  readonly title: string;
  readonly text: string;
}

interface LessonFieldsProps {
  readonly stage: string;
  readonly lesson: LessonWords;
  readonly onChange: (lesson: LessonWords) => void;
  readonly error: string | undefined;
}

/** What a systemic cause teaches: a lesson that is known, which then links all its cases, or a new one. */
function LessonFields({ stage, lesson, onChange, error }: LessonFieldsProps) {
  const { t } = useTranslation();
  const known =
    useQuery({
      queryKey: ['lessons', stage],
      queryFn: ({ signal }) => request<LessonPage>('GET', '/lessons', { query: { stage, open: 'true' }, signal }),
    }).data?.items ?? [];
  return (
    <>
      <NativeSelect
        label={t('playbook.lesson.label')}
        value={lesson.id}
        error={error}
        onChange={(event) => onChange({ ...lesson, id: event.currentTarget.value })}
        data={[
          { value: '', label: t('playbook.lesson.none') },
          ...known.map(({ id, title, cases }) => ({
            value: id,
            label: t('playbook.lesson.known', { title, count: cases }),
          })),
          { value: NEW_LESSON, label: t('playbook.lesson.new') },
        ]}
      />
      {lesson.id === NEW_LESSON && (
        <div className={classes.form}>
          <TextInput
            label={t('playbook.lesson.title')}
            maxLength={200}
            value={lesson.title}
            onChange={(event) => onChange({ ...lesson, title: event.currentTarget.value })}
          />
          <Textarea
            label={t('playbook.lesson.text')}
            rows={3}
            maxLength={4_000}
            value={lesson.text}
            onChange={(event) => onChange({ ...lesson, text: event.currentTarget.value })}
          />
        </div>
      )}
    </>
  );
}
