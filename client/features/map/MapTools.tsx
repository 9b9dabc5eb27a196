/** Zoom, fit and layers, at the map's upper right corner. */

import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { Button } from '../../ui/Button.tsx';
import { FitIcon, LayersIcon } from '../../ui/icons.tsx';
import { Menu } from '../../ui/Menu.tsx';
import { useKeys } from '../../ui/useKeys.ts';
import { type MapLayerName, mapLayers } from './useMapAddress.ts';

type Props = { layers: ReadonlyMap<MapLayerName, boolean>; onLayer(name: MapLayerName): void; onZoom(by: number): void; onFit(): void };

export function MapTools({ layers, onLayer, onZoom, onFit }: Props) {
  const t = useTranslations('map');
  const [open, setOpen] = useState(false);
  useKeys([{ keys: 'l', label: t('layersKey'), run: () => void setOpen((now) => !now) }]);
  return (
    <div className="map-tools no-print">
      <div className="map-tool-group">
        <Button icon label={t('zoomIn')} shortcut="+" onPress={() => onZoom(1)}>
          +
        </Button>
        <Button icon label={t('zoomOut')} shortcut="-" onPress={() => onZoom(-1)}>
          −
        </Button>
        <Button icon label={t('fit')} shortcut="F" onPress={onFit}>
          <FitIcon />
        </Button>
      </div>
      <Menu
        icon
        label={t('layers')}
        hint={`${t('layers')} (L)`}
        open={open}
        onOpen={setOpen}
        entries={mapLayers.map((name) => ({
          kind: 'check' as const,
          text: t(`layer.${name}`),
          checked: layers.get(name) ?? true,
          stay: true,
          run: () => onLayer(name),
        }))}
      >
        <LayersIcon />
      </Menu>
    </div>
  );
}
