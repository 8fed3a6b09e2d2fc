import '@fontsource-variable/inter/wght.css';
import './app/global.css';
import '@mantine/core/styles.layer.css';
import '@mantine/notifications/styles.layer.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app/app';
import { startTranslations } from './i18n/i18n';

const root = document.getElementById('root');
if (root === null) throw new Error('index.html has no element with the id root');

await startTranslations();
createRoot(root).render(
  <StrictMode>
    <App />
  </StrictMode>,
);
