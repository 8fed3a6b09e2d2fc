import type { AttachmentView } from '@earshot/contracts';
import { ActionIcon, Loader } from '@mantine/core';
import { IconPaperclip, IconX } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import classes from './composer-attachments.module.css';
import { MOST_BYTES, MOST_FILES, type RefusedFile } from './use-attachments';

interface ComposerAttachmentsProps {
  readonly attachments: readonly AttachmentView[];
  readonly uploading: readonly string[];
  readonly refused: readonly RefusedFile[];
  readonly types: readonly string[];
  readonly onRemove: (attachment: AttachmentView) => void;
}

/** The files that go with a reply, those on their way, and those that were not taken. */
export function ComposerAttachments(props: ComposerAttachmentsProps) {
  const { attachments, uploading, refused, types, onRemove } = props;
  const { t, i18n } = useTranslation();
  const kilobytes = new Intl.NumberFormat(i18n.language, {
    style: 'unit',
    unit: 'kilobyte',
    maximumFractionDigits: 0,
  });
  return (
    <>
      {attachments.length + uploading.length > 0 && (
        <ul className={classes.files} aria-label={t('message.attachments')}>
          {attachments.map((attachment) => (
            <li key={attachment.id} className={classes.file}>
              <IconPaperclip size={14} aria-hidden="true" />
              <bdi>{attachment.name}</bdi>
              <span className={classes.size}>{kilobytes.format(Math.ceil(attachment.size / 1000))}</span>
              <ActionIcon
                variant="subtle"
                color="gray"
                size="sm"
                aria-label={t('composer.removeFile', { name: attachment.name })}
                onClick={() => onRemove(attachment)}
              >
                <IconX size={14} />
              </ActionIcon>
            </li>
          ))}
          {uploading.map((name, index) => (
            <li key={`${index} ${name}`} className={classes.file}>
              <Loader size={12} aria-hidden="true" />
              <bdi>{name}</bdi>
              <span className={classes.size}>{t('composer.uploading')}</span>
            </li>
          ))}
        </ul>
      )}
      <div role="alert">
        {refused.map(({ name, why, detail }) => (
          <p key={`${why} ${name}`} className={classes.refused}>
            <bdi>{name}</bdi>:{' '}
            {why === 'type'
              ? t('composer.refused.type', { types: types.join(', ') })
              : why === 'count'
                ? t('composer.refused.count', { count: MOST_FILES })
                : why === 'size'
                  ? t('composer.refused.size', { megabytes: MOST_BYTES / 1024 / 1024 })
                  : (detail ?? t(`failure.${why}.title`))}
          </p>
        ))}
      </div>
    </>
  );
}
