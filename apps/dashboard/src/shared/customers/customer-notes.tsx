import type { CustomerView } from '@earshot/contracts';
import { ActionIcon, Button, Textarea } from '@mantine/core';
import { IconTrash } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { failureKind } from '../api/api-error';
import { useSession } from '../session/session';
import { deedFailure } from '../states/deed-failure';
import { showFailure } from '../states/toasts';
import { Instant } from '../time/instant';
import classes from './customer.module.css';
import { useCustomerChange } from './customer-query';
import { useKeptText } from './use-kept-text';

const noteAbout = ({ id }: Pick<CustomerView, 'id'>): string => `customer-note.${id}`;

/** What colleagues should know of a customer, newest first. */
export function CustomerNotes({ customer }: { readonly customer: CustomerView }) {
  const { t } = useTranslation();
  const { user } = useSession();
  const change = useCustomerChange(customer.id);
  const merged = customer.merges.filter(({ undoneAt }) => undoneAt === null);
  const [text, setText] = useKeptText(
    noteAbout(customer),
    merged.map((merge) => noteAbout(merge.customer)),
  );
  const add = (): void => {
    if (text.trim() === '' || change.isPending) return;
    change.mutate({ what: 'note', body: { text: text.trim() } }, { onSuccess: () => setText('') });
  };
  const remove = (noteId: string): void => {
    change.mutate(
      { what: 'remove-note', noteId },
      {
        onError: (error) => {
          const kind = failureKind(error);
          if (kind !== 'signed-out') showFailure({ title: t(`failure.${kind}.title`), text: deedFailure(t, kind) });
        },
      },
    );
  };
  const isRefused = change.isError && change.variables.what === 'note';
  return (
    <>
      {customer.notes.length > 0 && (
        <ul className={classes.notes}>
          {customer.notes.map(({ id, author, text: note, at }) => (
            <li key={id} className={classes.note}>
              <span className={classes.words} dir="auto">
                {note}
              </span>
              <span className={classes.dim}>
                {author !== null && (
                  <>
                    <bdi>{author.name}</bdi> ·{' '}
                  </>
                )}
                <Instant at={at} />
              </span>
              {author?.id === user.id && (
                <ActionIcon
                  className={classes.remove}
                  variant="subtle"
                  color="gray"
                  size="sm"
                  aria-label={t('customer.removeNote')}
                  onClick={() => remove(id)}
                >
                  <IconTrash size={14} />
                </ActionIcon>
              )}
            </li>
          ))}
        </ul>
      )}
      <form
        className={classes.noteForm}
        onSubmit={(event) => {
          event.preventDefault();
          add();
        }}
      >
        <Textarea
          label={t('customer.addNote')}
          description={t('customer.noteHint')}
          rows={2}
          maxLength={5_000}
          value={text}
          error={isRefused ? t('customer.notSaved') : undefined}
          onChange={(event) => setText(event.currentTarget.value)}
        />
        {text.trim() !== '' && (
          <Button size="xs" type="submit" loading={change.isPending}>
            {t('customer.saveNote')}
          </Button>
        )}
      </form>
    </>
  );
}
