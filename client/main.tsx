/** Puts the staff page on the screen, or the crews' phone page where that is asked for. */

import './zodSetup.ts';
import './ui/tokens.css';
import './ui/base.css';
import './ui/table.css';
import { createRoot } from 'react-dom/client';
import { App } from './app/App.tsx';
import { createPreferences } from './live/preferences.ts';

const root = document.getElementById('root');
const language = navigator.language.toLowerCase().startsWith('zh') ? 'zh-CN' : 'en';
const preferences = createPreferences(localStorage, { language });
const isPhone = /^\/crew(\/|$)/.test(location.pathname);
if (root && isPhone) void import('./app/CrewApp.tsx').then(({ CrewApp }) => createRoot(root).render(<CrewApp preferences={preferences} />));
else if (root) createRoot(root).render(<App preferences={preferences} />);
