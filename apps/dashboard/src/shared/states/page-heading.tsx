import { useEffect, useRef, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './page-heading.module.css';

interface PageHeadingProps {
  readonly title: string;
  /** Replaces the title's words on the screen; the title stays that of the tab. */
  readonly children?: ReactNode;
}

/** The first page after loading is read from its beginning; only later ones move the focus. */
let firstPage = true;

/** The page's `h1`: names the tab, and takes the focus after a navigation, so that a screen reader tells the new page. */
export function PageHeading({ title, children }: PageHeadingProps) {
  const { t } = useTranslation();
  const heading = useRef<HTMLHeadingElement>(null);

  useEffect(() => {
    document.title = t('app.tabTitle', { page: title });
  }, [t, title]);

  useEffect(() => {
    if (!firstPage) heading.current?.focus({ preventScroll: true });
    firstPage = false;
  }, []);

  return (
    <h1 ref={heading} tabIndex={-1} className={classes.heading}>
      {children ?? title}
    </h1>
  );
}
