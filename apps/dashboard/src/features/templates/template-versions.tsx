import type { TemplateBookView } from '@earshot/contracts';
import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { failureKind } from '../../shared/api/api-error';
import { deedFailure } from '../../shared/states/deed-failure';
import { showFailure, showOutcome } from '../../shared/states/toasts';
import { versionName, VersionsPanel } from '../../shared/versions/versions-panel';
import { earlierVersion, type TemplateDocument } from './templates-query';

interface TemplateVersionsProps {
  readonly book: TemplateBookView;
  readonly mayEdit: boolean;
  readonly onOpen: (document: TemplateDocument) => void;
}

/** Who saved what when; an earlier one is opened to be edited, and holds again when it is saved. */
export function TemplateVersions({ book, mayEdit, onOpen }: TemplateVersionsProps) {
  const { t } = useTranslation();
  const open = useMutation({
    mutationFn: (id: string) => earlierVersion(book.language, id),
    onSuccess: ({ id, document }) => {
      onOpen(document);
      showOutcome({ text: t('templates.versions.opened', { version: versionName(id, t) }) });
    },
    onError: (error) => {
      const kind = failureKind(error);
      if (kind !== 'signed-out') showFailure({ title: t(`failure.${kind}.title`), text: deedFailure(t, kind) });
    },
  });
  const deed = {
    label: t('templates.versions.open'),
    nameFor: (version: string) => t('templates.versions.openOne', { version }),
    pending: open.isPending,
    run: open.mutate,
  };
  return <VersionsPanel versions={book.versions} inForce={book.id} deed={mayEdit ? deed : null} />;
}
