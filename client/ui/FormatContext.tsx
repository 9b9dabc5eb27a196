/** The formatter of the chosen language and the utility's zone, for every component. */

import { createContext, useContext } from 'react';
import { createFormatter, type Formatter } from './format.ts';

export const FormatContext = createContext<Formatter>(createFormatter('en', 'UTC'));

export const useFormat = (): Formatter => useContext(FormatContext);
