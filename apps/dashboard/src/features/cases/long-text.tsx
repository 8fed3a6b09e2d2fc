import { Button } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './long-text.module.css';

/** Characters beyond which a text would push the rest of the conversation out of sight. */
const LONG = 3_000;

interface LongTextProps {
  /** Characters. */
  readonly length: number;
  readonly children: ReactNode;
}

/** A text that is shown to its beginning when it is long; whoever walks into its hidden part by keyboard sees it all. */
export function LongText({ length, children }: LongTextProps) {
  const { t } = useTranslation();
  const [isWhole, setIsWhole] = useState(false);
  if (length <= LONG || isWhole) return children;
  return (
    <>
      <div className={classes.beginning} onFocus={() => setIsWhole(true)}>
        {children}
      </div>
      <Button variant="default" size="compact-sm" mt="xs" onClick={() => setIsWhole(true)}>
        {t('message.showAll')}
      </Button>
    </>
  );
}
