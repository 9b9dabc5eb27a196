/** Every screen of the staff page, one entry each: path, key after `g`, symbol, name, and the address parts it understands. */

import { type ComponentType, type LazyExoticComponent, lazy, type ReactNode } from 'react';
import {
  CustomerIcon,
  KeyIcon,
  MapIcon,
  NoticeIcon,
  OutageIcon,
  PlacesIcon,
  PlanIcon,
  RepairIcon,
  ReportIcon,
  SourceIcon,
} from '../ui/icons.tsx';

export type Screen = {
  /** Key of its name in the messages of the shell. */
  readonly name: string;
  readonly path: string;
  /** Pressed after `g`. */
  readonly letter: string;
  readonly symbol: ReactNode;
  /** Address parts it reads, `sel` aside; others are ignored with a notice (rule L13). */
  readonly parts: readonly string[];
  readonly component: LazyExoticComponent<ComponentType>;
};

export const screens: readonly Screen[] = [
  {
    name: 'map',
    path: '/map',
    letter: 'm',
    symbol: <MapIcon />,
    parts: ['z', 'c', 'layers', 'f', 'q', 'sort', 'state', 'group', 'plan'],
    component: lazy(() => import('./MapPage.tsx').then((module) => ({ default: module.MapPage }))),
  },
  {
    name: 'outages',
    path: '/outages',
    letter: 'o',
    symbol: <OutageIcon />,
    parts: ['f', 'q', 'sort', 'state', 'feeder', 'area', 'group', 'plan'],
    component: lazy(() => import('./OutagePage.tsx').then((module) => ({ default: module.OutagePage }))),
  },
  {
    name: 'repairs',
    path: '/repairs',
    letter: 'r',
    symbol: <RepairIcon />,
    parts: ['tab', 'q', 'area', 'crew', 'only', 'ended', 'lanes'],
    component: lazy(() => import('./RepairPage.tsx').then((module) => ({ default: module.RepairPage }))),
  },
  {
    name: 'customers',
    path: '/customers',
    letter: 'c',
    symbol: <CustomerIcon />,
    parts: ['tab', 'complaint'],
    component: lazy(() => import('../features/customers/CustomerScreen.tsx').then((module) => ({ default: module.CustomerScreen }))),
  },
  {
    name: 'notifications',
    path: '/notifications',
    letter: 'n',
    symbol: <NoticeIcon />,
    parts: ['sort', 'q'],
    component: lazy(() =>
      import('../features/notifications/NotificationScreen.tsx').then((module) => ({ default: module.NotificationScreen })),
    ),
  },
  {
    name: 'planned',
    path: '/planned',
    letter: 'p',
    symbol: <PlanIcon />,
    parts: ['sort', 'q'],
    component: lazy(() => import('../features/planned/PlannedScreen.tsx').then((module) => ({ default: module.PlannedScreen }))),
  },
  {
    name: 'keyCustomers',
    path: '/key-customers',
    letter: 'k',
    symbol: <KeyIcon />,
    parts: ['sort', 'q'],
    component: lazy(() =>
      import('../features/keyCustomers/KeyCustomerScreen.tsx').then((module) => ({ default: module.KeyCustomerScreen })),
    ),
  },
  {
    name: 'places',
    path: '/places',
    letter: 'f',
    symbol: <PlacesIcon />,
    parts: ['tab', 'sort', 'q'],
    component: lazy(() => import('../features/places/PlaceScreen.tsx').then((module) => ({ default: module.PlaceScreen }))),
  },
  {
    name: 'reports',
    path: '/reports',
    letter: 'x',
    symbol: <ReportIcon />,
    parts: ['sort', 'q', 'state'],
    component: lazy(() => import('../features/reports/ReportScreen.tsx').then((module) => ({ default: module.ReportScreen }))),
  },
  {
    name: 'sources',
    path: '/sources',
    letter: 's',
    symbol: <SourceIcon />,
    parts: ['sort', 'q'],
    component: lazy(() => import('../features/sources/SourceScreen.tsx').then((module) => ({ default: module.SourceScreen }))),
  },
];
