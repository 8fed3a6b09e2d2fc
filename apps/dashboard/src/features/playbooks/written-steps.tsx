import { Badge } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useCatalogue } from '../../shared/labels/catalogue';
import classes from './playbook-page.module.css';
import type { WrittenStep } from './playbook-query';

/** The steps in their order, each with what it asks and, unfolded, when it applies. */
export function WrittenSteps({ steps }: { readonly steps: readonly WrittenStep[] }) {
  const { t } = useTranslation();
  const words = useCatalogue();
  return (
    <ol className={classes.steps} aria-label={t('playbookPage.steps')}>
      {steps.map((step) => (
        <li key={step.id} className={classes.step}>
          <h2 className={classes.stepTitle}>{step.title}</h2>
          <p className={classes.advice}>{step.advice}</p>
          <p className={classes.marks}>
            {step.urgent && (
              <Badge variant="default" tt="none">
                {t('playbookPage.urgent')}
              </Badge>
            )}
            {step.requiredFor === 'close' && (
              <Badge variant="default" tt="none">
                {t('playbookPage.required')}
              </Badge>
            )}
            <span>{t(`playbookPage.does.${step.does}`)}</span>
            {step.template !== null && (
              <span>{t('playbookPage.template', { name: words('template', step.template) })}</span>
            )}
            {step.after.map((delay) =>
              'days' in delay ? (
                <span key={`days ${delay.days}`}>{t('playbookPage.afterDays', { count: delay.days })}</span>
              ) : (
                <span key={`months ${delay.months}`}>{t('playbookPage.afterMonths', { count: delay.months })}</span>
              ),
            )}
          </p>
          <Conditions step={step} />
        </li>
      ))}
    </ol>
  );
}

function Conditions({ step: { title, conditions } }: { readonly step: WrittenStep }) {
  const { t } = useTranslation();
  return (
    <details className={classes.conditions}>
      <summary>{t('playbookPage.conditions', { step: title })}</summary>
      <dl>
        {(['when', 'from', 'done'] as const).map((name) => (
          <div key={name}>
            <dt>{t(`playbookPage.${name}`)}</dt>
            <dd>{conditions[name] === '' ? t('playbookPage.always') : <pre>{conditions[name]}</pre>}</dd>
          </div>
        ))}
      </dl>
    </details>
  );
}
