import { MantineProvider } from '@mantine/core';
import { Notifications } from '@mantine/notifications';
import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { useState } from 'react';
import { createQueryClient } from './query-client';
import { createAppRouter } from './router';
import { signInAgain } from './sign-in-again';
import { colourVariables, theme } from './theme';

/** Everything that every page needs, once. */
export function App() {
  const [{ queries, router }] = useState(() => {
    const queries = createQueryClient(() => signInAgain(queries, router));
    const router = createAppRouter(queries);
    return { queries, router };
  });
  return (
    <MantineProvider theme={theme} cssVariablesResolver={colourVariables} defaultColorScheme="auto">
      <QueryClientProvider client={queries}>
        <RouterProvider router={router} />
        <Notifications position="bottom-right" limit={4} containerWidth={400} />
      </QueryClientProvider>
    </MantineProvider>
  );
}
