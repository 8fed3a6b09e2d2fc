import { Button, CopyButton } from '@mantine/core';
import { IconCheck, IconCopy } from '@tabler/icons-react';
import { Dialog } from '../dialog/dialog';
import classes from './told-once.module.css';

interface ToldOnceProps {
  readonly title: string;
  readonly text: string;
  readonly secret: string;
  readonly copy: string;
  readonly copied: string;
  readonly done: string;
  readonly onClose: () => void;
}

/** A secret that is shown now and never again: it closes by its button only, so that no slip of the finger loses it. */
export function ToldOnce({ title, text, secret, copy, copied, done, onClose }: ToldOnceProps) {
  return (
    <Dialog opened onClose={onClose} title={title} closeOnClickOutside={false} closeOnEscape={false}>
      <div className={classes.told}>
        <p className={classes.text}>{text}</p>
        <code className={classes.secret} tabIndex={0} aria-label={title} role="textbox" aria-readonly="true">
          {secret}
        </code>
        <div className={classes.buttons}>
          <CopyButton value={secret}>
            {({ copied: isCopied, copy: take }) => (
              <Button
                variant="default"
                leftSection={
                  isCopied ? <IconCheck size={16} aria-hidden="true" /> : <IconCopy size={16} aria-hidden="true" />
                }
                onClick={take}
              >
                <span aria-live="polite">{isCopied ? copied : copy}</span>
              </Button>
            )}
          </CopyButton>
          <Button onClick={onClose}>{done}</Button>
        </div>
      </div>
    </Dialog>
  );
}
