import type { RenderedTemplateView, TemplateList } from '@earshot/contracts';
import { Button, Menu } from '@mantine/core';
import { IconTemplate } from '@tabler/icons-react';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { failureKind } from '../../../shared/api/api-error';
import { request } from '../../../shared/api/request';
import { useCatalogue } from '../../../shared/labels/catalogue';
import { languageName } from '../../../shared/labels/language';
import { deedFailure } from '../../../shared/states/deed-failure';
import { showFailure } from '../../../shared/states/toasts';
import classes from './reply-composer.module.css';

interface TemplateMenuProps {
  readonly caseId: string;
  /** The customer's, BCP 47. */
  readonly language: string;
  readonly onText: (text: string) => void;
}

/** The house's reply templates in the customer's language, filled as far as the case knows. */
export function TemplateMenu({ caseId, language, onText }: TemplateMenuProps) {
  const { t } = useTranslation();
  const [opened, setOpened] = useState(false);
  return (
    <Menu position="top-start" shadow="md" width={288} opened={opened} onChange={setOpened}>
      <Menu.Target>
        <Button
          variant="subtle"
          color="gray"
          size="compact-md"
          leftSection={<IconTemplate size={16} stroke={1.75} aria-hidden="true" />}
        >
          {t('composer.template')}
        </Button>
      </Menu.Target>
      <Menu.Dropdown className={classes.templates}>
        {opened && <Templates caseId={caseId} language={language} onText={onText} />}
      </Menu.Dropdown>
    </Menu>
  );
}

function Templates({ caseId, language, onText }: TemplateMenuProps) {
  const { t, i18n } = useTranslation();
  const words = useCatalogue();
  const query = useQuery({
    queryKey: ['templates', language],
    queryFn: ({ signal }) => request<TemplateList>('GET', '/templates', { query: { language }, signal }),
    staleTime: 5 * 60_000,
  });
  const render = useMutation({
    mutationFn: (name: string) =>
      request<RenderedTemplateView>('POST', `/cases/${caseId}/templates/${encodeURIComponent(name)}`, { body: {} }),
    onSuccess: ({ text }) => onText(text),
    onError: (error) => {
      const kind = failureKind(error);
      if (kind !== 'signed-out') showFailure({ title: t(`failure.${kind}.title`), text: deedFailure(t, kind) });
    },
  });
  if (query.isError) return <p className={classes.note}>{t(`failure.${failureKind(query.error)}.title`)}</p>;
  if (query.data === undefined) return <p className={classes.note}>{t('state.loading')}</p>;
  const isFallback = query.data.items[0]?.isFallback ?? false;
  return (
    <>
      <Menu.Label>
        {language === 'und' || isFallback
          ? t('composer.templatesInEnglish')
          : t('composer.templatesIn', { language: languageName(language, i18n.language) })}
      </Menu.Label>
      {query.data.items.map(({ name }) => (
        <Menu.Item key={name} onClick={() => render.mutate(name)}>
          {words('template', name)}
        </Menu.Item>
      ))}
    </>
  );
}
