/** The dispatcher's map with the linked list beside it, and what is selected below the list. */

import { MapView } from '../features/map/MapView.tsx';
import { OutageList } from '../features/outages/OutageList.tsx';
import { useSelection } from '../live/selection.ts';
import { SelectionPanel } from './SelectionPanel.tsx';
import './pages.css';

export function MapPage() {
  const [selection] = useSelection();
  return (
    <div className="map-page" data-selected={selection !== null || undefined}>
      <MapView />
      <aside className="map-side">
        <OutageList />
        <SelectionPanel />
      </aside>
    </div>
  );
}
