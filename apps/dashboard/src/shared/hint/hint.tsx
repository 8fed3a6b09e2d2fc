import { useTimeout } from '@mantine/hooks';
import {
  cloneElement,
  lazy,
  Suspense,
  useCallback,
  useId,
  useState,
  type ComponentType,
  type FocusEvent,
  type HTMLAttributes,
  type MouseEvent,
  type ReactElement,
  type ReactNode,
} from 'react';
import type { HintBubbleProps } from './hint-bubble';

/** Whoever only passes over a target with the pointer asks for nothing. */
const HOVER_DELAY_MS = 250;

/** Placing words beside a target takes much code, so it is loaded when a pointer or the focus first comes to one. */
const Bubble = lazy<ComponentType<HintBubbleProps>>(() =>
  import('./hint-bubble').then(
    (module) => ({ default: module.HintBubble }),
    // A hint that cannot be had is no reason to break the page it stands on.
    () => ({ default: () => null }),
  ),
);

interface HintProps {
  readonly label: ReactNode;
  /** One element that takes the attributes of HTML. */
  readonly children: ReactElement<HTMLAttributes<HTMLElement>>;
}

/** Words that explain their target while the pointer rests on it, or while the keyboard's focus does. */
export function Hint({ label, children }: HintProps) {
  const id = useId();
  const [target, setTarget] = useState<HTMLElement | null>(null);
  const [opened, setOpened] = useState(false);
  const hover = useTimeout(() => setOpened(true), HOVER_DELAY_MS);
  const close = useCallback(() => setOpened(false), []);
  const leave = (): void => {
    hover.clear();
    close();
  };
  const described = cloneElement(children, {
    'aria-describedby': opened ? id : undefined,
    onMouseEnter: (event: MouseEvent<HTMLElement>) => {
      setTarget(event.currentTarget);
      hover.start();
    },
    onMouseLeave: leave,
    onFocus: (event: FocusEvent<HTMLElement>) => {
      if (!event.currentTarget.matches(':focus-visible')) return;
      setTarget(event.currentTarget);
      setOpened(true);
    },
    onBlur: leave,
  });
  return (
    <>
      {described}
      {target !== null && (
        <Suspense fallback={null}>
          <Bubble id={id} target={target} label={label} opened={opened} onClose={close} />
        </Suspense>
      )}
    </>
  );
}
