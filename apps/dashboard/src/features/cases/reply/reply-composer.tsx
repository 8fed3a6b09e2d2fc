import type { CaseView, ReplyComposer as Composer, ReplyDraftView } from '@earshot/contracts';
import { Button, FileButton, Textarea, TextInput } from '@mantine/core';
import { IconAlertTriangle, IconPaperclip, IconSend } from '@tabler/icons-react';
import { useRef, useState, type DragEvent, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { replyLength } from '../../../shared/domain/reply-length';
import { failureKind } from '../../../shared/api/api-error';
import { useShortcuts } from '../../../shared/keyboard/use-shortcuts';
import { showOutcome } from '../../../shared/states/toasts';
import { ChangedMeanwhile } from '../conflict/changed-meanwhile';
import { ComposerAttachments } from './composer-attachments';
import { COMPOSER_ID, goToComposer } from './composer-place';
import { ComposerRemarks } from './composer-remarks';
import { DraftConflict, DraftStanding } from './draft-standing';
import { openPlaceholders } from './placeholders';
import { Presence } from './presence';
import { ReplyLength } from './reply-length';
import classes from './reply-composer.module.css';
import { TemplateMenu } from './template-menu';
import { useAttachments } from './use-attachments';
import { useDraft } from './use-draft';
import { usePresence } from './use-presence';
import { useSendReply } from './use-send-reply';

interface ReplyComposerProps {
  readonly view: CaseView;
  readonly composer: Composer;
  readonly found: ReplyDraftView;
}

/** More than any letter needs; the server refuses what is longer. */
const LONGEST_TEXT = 20_000;

/** Where an answer is written and sent off. */
export function ReplyComposer({ view, composer, found }: ReplyComposerProps) {
  const { t } = useTranslation();
  const { keeper, draft } = useDraft(view.caseId, found, composer);
  const files = useAttachments(view.caseId, found.attachments, composer.attachmentTypes);
  const send = useSendReply(view.caseId);
  const [isWriting, setIsWriting] = useState(false);
  const others = usePresence(view.caseId, isWriting ? 'writing' : 'viewing');
  const [seen, setSeen] = useState<ReadonlySet<string>>(new Set());
  const [isComplaining, setIsComplaining] = useState(false);
  const area = useRef<HTMLTextAreaElement>(null);
  const { words } = draft;
  const language = composer.language ?? 'und';
  const isMail = view.messages.find(({ id }) => id === composer.messageId)?.channel === 'email';
  const { limit } = composer;
  const length = limit === null ? 0 : replyLength(words.text.trim(), limit.counted);
  const takesFiles = composer.attachmentTypes.length > 0;
  const obstacle = obstacleOf(words, {
    isTooLong: limit !== null && length > limit.longest,
    uploading: files.uploading.length,
    unwanted: takesFiles ? 0 : found.attachments.length,
  });

  useShortcuts({ r: goToComposer });

  const show = (start: number, end: number): void => {
    area.current?.focus();
    area.current?.setSelectionRange(start, end);
  };
  const sendOff = async (): Promise<void> => {
    if (send.isPending || composer.messageId === null) return;
    setIsComplaining(obstacle !== null);
    if (obstacle !== null) {
      area.current?.focus();
      return;
    }
    setSeen(new Set(view.events.map(({ id }) => id)));
    await keeper.flush();
    send.mutate(
      {
        version: view.version,
        messageId: composer.messageId,
        ...(words.to.trim() === '' ? {} : { to: words.to.trim() }),
        subject: words.subject.trim() === '' ? null : words.subject.trim(),
        text: words.text.trim(),
        attachmentIds: found.attachments.map(({ id }) => id),
      },
      {
        onSuccess: () => {
          keeper.clear();
          files.clear();
          setIsWriting(false);
          showOutcome({ text: t('composer.onItsWay') });
        },
      },
    );
  };
  const takeTemplate = (text: string): void => {
    const before = words.text;
    keeper.write({ text: before.trim() === '' ? text : `${before.trimEnd()}\n\n${text}` });
    if (before.trim() !== '')
      showOutcome({
        text: t('composer.templateAdded'),
        action: { label: t('case.undo'), onClick: () => keeper.write({ text: before }) },
      });
    area.current?.focus();
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      void sendOff();
    } else if (event.key === 'Escape' && event.target === area.current) area.current?.blur();
  };
  const onDrop = (event: DragEvent): void => {
    if (event.dataTransfer.files.length === 0 || !takesFiles) return;
    event.preventDefault();
    void files.add([...event.dataTransfer.files]);
  };

  return (
    <section
      className={classes.composer}
      aria-label={t('composer.title')}
      onKeyDown={onKeyDown}
      onDragOver={(event) => event.preventDefault()}
      onDrop={onDrop}
    >
      <header className={classes.head}>
        <h2 className={classes.title}>{t('composer.titleTo', { customer: view.customer.name })}</h2>
        <Presence others={others} />
      </header>
      {composer.warnings.map((warning) => (
        <p key={warning} className={classes.caution}>
          <IconAlertTriangle size={15} stroke={1.9} aria-hidden="true" />
          {t(`composer.warning.${warning === 'spam' ? 'spam' : 'no-reply-address'}`)}
        </p>
      ))}
      {isMail && (
        <div className={classes.address}>
          <TextInput
            label={t('composer.to')}
            type="email"
            size="xs"
            value={words.to}
            error={isComplaining && obstacle === 'recipient' ? t('composer.obstacle.recipient') : undefined}
            onChange={(event) => keeper.write({ to: event.currentTarget.value })}
          />
          <TextInput
            label={t('composer.subject')}
            size="xs"
            maxLength={250}
            value={words.subject}
            onChange={(event) => keeper.write({ subject: event.currentTarget.value })}
          />
        </div>
      )}
      <Textarea
        ref={area}
        id={COMPOSER_ID}
        label={t('composer.text')}
        labelProps={{ className: 'visually-hidden' }}
        placeholder={t('composer.placeholder')}
        classNames={{ input: classes.text }}
        dir="auto"
        lang={language === 'und' ? undefined : language}
        maxLength={LONGEST_TEXT}
        value={words.text}
        error={isComplaining && obstacle === 'text' ? t('composer.obstacle.text') : undefined}
        aria-keyshortcuts="r Control+Enter"
        onChange={(event) => {
          keeper.write({ text: event.currentTarget.value });
          setIsWriting(event.currentTarget.value.trim() !== '');
          setIsComplaining(false);
        }}
      />
      <ComposerRemarks text={words.text} language={language} onShow={show} />
      <ComposerAttachments
        attachments={found.attachments}
        types={composer.attachmentTypes}
        uploading={files.uploading}
        refused={files.refused}
        onRemove={(attachment) => void files.remove(attachment)}
      />
      <DraftConflict draft={draft} keeper={keeper} />
      <SendFailure error={send.error} view={view} seen={seen} />
      <footer className={classes.foot}>
        <TemplateMenu caseId={view.caseId} language={language} onText={takeTemplate} />
        {takesFiles && (
          <FileButton
            multiple
            onChange={(chosen) => void files.add(chosen)}
            accept={composer.attachmentTypes.join(',')}
          >
            {(props) => (
              <Button
                {...props}
                variant="subtle"
                color="gray"
                size="compact-md"
                leftSection={<IconPaperclip size={16} stroke={1.75} aria-hidden="true" />}
              >
                {t('composer.attach')}
              </Button>
            )}
          </FileButton>
        )}
        {limit !== null && <ReplyLength length={length} longest={limit.longest} />}
        <span className={classes.standing}>
          {isComplaining && obstacle !== null && obstacle !== 'text' && obstacle !== 'recipient' ? (
            <span role="alert" className={classes.obstacle}>
              {t(`composer.obstacle.${obstacle}`)}
            </span>
          ) : (
            <DraftStanding draft={draft} />
          )}
        </span>
        <Button
          leftSection={<IconSend size={16} stroke={1.9} aria-hidden="true" />}
          loading={send.isPending}
          onClick={() => void sendOff()}
        >
          {t('composer.send')}
        </Button>
      </footer>
    </section>
  );
}

type Obstacle = 'text' | 'recipient' | 'open' | 'length' | 'files' | 'uploading';

/** Why the reply cannot go out as it stands. */
function obstacleOf(
  { to, text }: { to: string; text: string },
  { isTooLong, uploading, unwanted }: { isTooLong: boolean; uploading: number; unwanted: number },
): Obstacle | null {
  if (text.trim() === '') return 'text';
  if (to.trim() === '') return 'recipient';
  if (openPlaceholders(text).length > 0) return 'open';
  if (isTooLong) return 'length';
  if (unwanted > 0) return 'files';
  return uploading > 0 ? 'uploading' : null;
}

interface SendFailureProps {
  readonly error: Error | null;
  readonly view: CaseView;
  readonly seen: ReadonlySet<string>;
}

/** The reply was not taken: the words stay where they are. */
function SendFailure({ error, view, seen }: SendFailureProps) {
  const { t } = useTranslation();
  if (error === null) return null;
  const kind = failureKind(error);
  if (kind === 'conflict') return <ChangedMeanwhile events={view.events} seen={seen} />;
  return (
    <p role="alert" className={classes.failure}>
      <IconAlertTriangle size={15} stroke={1.9} aria-hidden="true" />
      <span>
        {t(`failure.${kind}.title`)}. {t(kind === 'unreachable' ? 'composer.unreachable' : 'composer.notSent')}
        {kind === 'invalid' && ` ${error.message}`}
      </span>
    </p>
  );
}
