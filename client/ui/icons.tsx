/** Line symbols of the frame: 20 × 20, drawn in the colour of the text. */

import type { ReactNode } from 'react';

function Icon({ children }: { children: ReactNode }) {
  return (
    <svg
      className="icon"
      width={20}
      height={20}
      viewBox="0 0 20 20"
      fill="none"
      stroke="currentColor"
      strokeWidth={1.5}
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
    >
      {children}
    </svg>
  );
}

export const MapIcon = () => (
  <Icon>
    <path d="M2.5 5 7.5 3l5 2 5-2v12l-5 2-5-2-5 2zM7.5 3v12M12.5 5v12" />
  </Icon>
);
export const OutageIcon = () => (
  <Icon>
    <path d="M11 2.5 4.5 11.5H10L9 17.5l6.5-9H10z" />
  </Icon>
);
export const RepairIcon = () => (
  <Icon>
    <path
      d="M12.2 6.200a3.600 3.600 0 0 1 4.600-2.700l-2 2 1.700 1.700 2-2a3.600 3.600 0 0 1-4.600 4.600l-6.400 6.400a1.700 1.700 0 0 1-2.400-2.400l6.400-6.400q-.1-.6.700-1.200z"
      transform="translate(-1 1)"
    />
  </Icon>
);
export const PlacesIcon = () => (
  <Icon>
    <path d="M3 5h14M3 10h14M3 15h14M7 3v14" />
  </Icon>
);
export const NoticeIcon = () => (
  <Icon>
    <path d="M3.5 5.5h13v9h-13zM3.5 6l6.5 5 6.5-5" />
  </Icon>
);
export const PlanIcon = () => (
  <Icon>
    <path d="M3.5 5h13v11.5h-13zM3.5 8.5h13M7 3v3.5M13 3v3.5M7 12l2 2 4-4" />
  </Icon>
);
export const KeyIcon = () => (
  <Icon>
    <path d="M10 16.5c-4-2.6-6.5-5-6.5-8A3.4 3.4 0 0 1 10 6.6a3.4 3.4 0 0 1 6.5 1.9c0 3-2.5 5.4-6.5 8zM5 10h3l1.5-2.5 1.5 4L12.5 10H15" />
  </Icon>
);
export const ReportIcon = () => (
  <Icon>
    <path d="M4 3h9l3 3v11H4zM7 9h6M7 12h6M12.5 3v3.5H16" />
  </Icon>
);
export const SourceIcon = () => (
  <Icon>
    <circle cx="10" cy="12.5" r="1.4" />
    <path d="M6.2 8.9a5.4 5.4 0 0 1 7.6 0M3.4 6a9.3 9.3 0 0 1 13.2 0M10 14v3.5" />
  </Icon>
);
export const SearchIcon = () => (
  <Icon>
    <circle cx="8.5" cy="8.5" r="5" />
    <path d="m12.3 12.3 4.5 4.5" />
  </Icon>
);
export const SoundIcon = ({ on }: { on: boolean }) => (
  <Icon>
    <path d="M3 8v4h3l4 3.5v-11L6 8z" />
    {on ? <path d="M12.8 7.2a4 4 0 0 1 0 5.6M15 5a7 7 0 0 1 0 10" /> : <path d="m13 8 4 4m0-4-4 4" />}
  </Icon>
);
export const ThemeIcon = () => (
  <Icon>
    <circle cx="10" cy="10" r="6.5" />
    <path d="M10 3.5a6.5 6.5 0 0 1 0 13z" fill="currentColor" stroke="none" />
  </Icon>
);
export const PersonIcon = () => (
  <Icon>
    <circle cx="10" cy="7" r="3.2" />
    <path d="M3.5 17c.6-3.6 3.2-5 6.5-5s5.900 1.400 6.500 5" />
  </Icon>
);
export const HelpIcon = () => (
  <Icon>
    <circle cx="10" cy="10" r="7" />
    <path d="M7.800 8a2.200 2.200 0 1 1 3.300 1.900c-.7.4-1.100.9-1.100 1.700M10 14.200v.1" />
  </Icon>
);
export const LayersIcon = () => (
  <Icon>
    <path d="m10 3 7 4-7 4-7-4zM3 10.500l7 4 7-4M3 14l7 4 7-4" />
  </Icon>
);
export const FitIcon = () => (
  <Icon>
    <path d="M3 7V3h4M13 3h4v4M17 13v4h-4M7 17H3v-4" />
  </Icon>
);
export const CustomerIcon = () => (
  <Icon>
    <path d="M4 11V9.500a6 6 0 0 1 12 0V11M4 11h2.500v4.500H4zM13.500 11H16v4.500h-2.500zM16 15.500c0 1.500-1.500 2-4 2" />
  </Icon>
);
