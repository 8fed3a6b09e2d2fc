import { Tooltip } from '@mantine/core';
import { useEffect, type ReactNode } from 'react';

export interface HintBubbleProps {
  /** Of the words, for whoever is described by them. */
  readonly id: string;
  readonly target: HTMLElement;
  readonly label: ReactNode;
  readonly opened: boolean;
  readonly onClose: () => void;
}

/** The words beside their target, until Escape (WCAG 2.2, 1.4.13: dismissible). */
export function HintBubble({ id, target, label, opened, onClose }: HintBubbleProps) {
  useEffect(() => {
    if (!opened) return;
    const onKey = ({ key }: KeyboardEvent): void => {
      if (key === 'Escape') onClose();
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, [opened, onClose]);
  return <Tooltip target={target} opened={opened} label={<span id={id}>{label}</span>} />;
}
