import type { OutgoingReplyView, ReplyRetryRequest } from '@earshot/contracts';
import { Button, Textarea, TextInput } from '@mantine/core';
import { IconAlertTriangle, IconSend } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ApiError, failureKind } from '../../../shared/api/api-error';
import classes from './outgoing-reply.module.css';
import { useReplyDeed } from './replies-query';

interface EditReplyProps {
  readonly reply: OutgoingReplyView;
  readonly caseId: string;
  readonly onClose: () => void;
}

/**
 * A reply that surely did not go out, in the hands of its author again: it is sent as the same reply, with the same
 * files, so that it goes out once however often somebody presses.
 */
export function EditReply({ reply, caseId, onClose }: EditReplyProps) {
  const { t } = useTranslation();
  const deed = useReplyDeed(caseId, reply.id, { quiet: true });
  const [words, setWords] = useState({ to: reply.to ?? '', subject: reply.subject ?? '', text: reply.text });
  const [isComplaining, setIsComplaining] = useState(false);
  const missing = (value: string): boolean => isComplaining && value.trim() === '';
  const submit = (): void => {
    setIsComplaining(true);
    if (deed.isPending || words.text.trim() === '' || words.to.trim() === '') return;
    const subject = words.subject.trim();
    const changes: ReplyRetryRequest = {
      to: words.to.trim(),
      subject: subject === '' ? null : subject,
      text: words.text.trim(),
    };
    deed.mutate({ deed: 'retry', changes }, { onSuccess: onClose });
  };
  return (
    <form
      className={classes.edit}
      aria-label={t('outgoing.edit.title')}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <TextInput
        label={t('composer.to')}
        size="xs"
        value={words.to}
        error={missing(words.to) || faultAt(deed.error, 'to') ? t('composer.obstacle.recipient') : undefined}
        onChange={(event) => setWords({ ...words, to: event.currentTarget.value })}
      />
      <TextInput
        label={t('composer.subject')}
        size="xs"
        maxLength={250}
        value={words.subject}
        onChange={(event) => setWords({ ...words, subject: event.currentTarget.value })}
      />
      <Textarea
        label={t('composer.text')}
        autosize
        minRows={4}
        maxRows={16}
        maxLength={20_000}
        dir="auto"
        value={words.text}
        error={missing(words.text) ? t('composer.obstacle.text') : undefined}
        onChange={(event) => setWords({ ...words, text: event.currentTarget.value })}
        data-autofocus
      />
      {deed.isError && (
        <p role="alert" className={classes.refusal}>
          <IconAlertTriangle size={15} stroke={1.9} aria-hidden="true" />
          <span>
            {failureKind(deed.error) === 'invalid' || failureKind(deed.error) === 'conflict'
              ? deed.error.message
              : t(`failure.${failureKind(deed.error)}.title`)}{' '}
            {t('outgoing.edit.notSent')}
          </span>
        </p>
      )}
      <span className={classes.deeds}>
        <Button
          type="submit"
          size="compact-sm"
          leftSection={<IconSend size={14} aria-hidden="true" />}
          loading={deed.isPending}
        >
          {t('outgoing.edit.send')}
        </Button>
        <Button size="compact-sm" variant="default" onClick={onClose}>
          {t('outgoing.edit.cancel')}
        </Button>
      </span>
    </form>
  );
}

const faultAt = (error: Error | null, field: string): boolean =>
  error instanceof ApiError && (error.problem.faults ?? []).some(({ path }) => path === field);
