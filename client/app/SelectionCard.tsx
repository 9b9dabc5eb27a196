/** The card of whatever is selected: one feature for each kind. */

import { lazy, Suspense } from 'react';
import { SpreadPanel } from '../features/estimates/SpreadPanel.tsx';
import { DeviceCard } from '../features/map/DeviceCard.tsx';
import { PlaceCard } from '../features/map/PlaceCard.tsx';
import { OutageDetail } from '../features/outages/OutageDetail.tsx';
import { ServicePointCard } from '../features/places/ServicePointCard.tsx';
import { ReportCard } from '../features/reports/ReportCard.tsx';
import { SuggestionPanel } from '../features/suggestions/SuggestionPanel.tsx';
import type { Selection } from '../live/selection.ts';

/** The repairs come with their texts, so they are fetched when the first job or crew is selected. */
const JobDetail = lazy(() => import('../features/repairs/JobDetail.tsx').then((module) => ({ default: module.JobDetail })));
const OutageJobs = lazy(() => import('../features/repairs/OutageJobs.tsx').then((module) => ({ default: module.OutageJobs })));
const OutageNotices = lazy(() =>
  import('../features/notifications/OutageNotices.tsx').then((module) => ({ default: module.OutageNotices })),
);
const CrewCard = lazy(() => import('../features/repairs/CrewCard.tsx').then((module) => ({ default: module.CrewCard })));

type Props = { selection: Selection; onClose(): void; onSelectOutage(id: string): void };

export function SelectionCard({ selection, onClose: close, onSelectOutage: toOutage }: Props) {
  const { kind, id } = selection;
  switch (kind) {
    case 'outage':
      return (
        <OutageDetail
          id={id}
          onClose={close}
          onSelectOutage={toOutage}
          more={
            <>
              <Suspense fallback={null}>
                <OutageJobs key={`jobs ${id}`} outage={id} />
                <OutageNotices key={`notices ${id}`} outage={id} />
              </Suspense>
              <SuggestionPanel key={`suggestions ${id}`} id={id} />
              <SpreadPanel key={`spread ${id}`} id={id} />
            </>
          }
        />
      );
    case 'device':
      return <DeviceCard id={id} onClose={close} onSelectOutage={toOutage} />;
    case 'feeder':
    case 'area':
      return <PlaceCard kind={kind} id={id} onClose={close} onSelectOutage={toOutage} />;
    case 'service-point':
      return <ServicePointCard id={id} onClose={close} onSelectOutage={toOutage} />;
    case 'report':
      return <ReportCard id={id} onClose={close} />;
    case 'job':
      return <JobDetail id={id} onClose={close} onSelectOutage={toOutage} />;
    case 'crew':
      return <CrewCard id={id} onClose={close} />;
    case 'source':
    case 'notification':
    case 'planned':
    case 'keyCustomer':
      return null;
  }
}
