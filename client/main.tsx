/** Puts the staff page on the screen. */

import './zodSetup.ts';
import './ui/tokens.css';
import './ui/base.css';
import { createRoot } from 'react-dom/client';
import { App } from './app/App.tsx';
import { createPreferences } from './live/preferences.ts';

const root = document.getElementById('root');
const language = navigator.language.toLowerCase().startsWith('zh') ? 'zh-CN' : 'en';
if (root) createRoot(root).render(<App preferences={createPreferences(localStorage, { language })} />);
