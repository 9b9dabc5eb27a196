/** Zoom, fit and layers, at the map's upper right corner. */

import { DropdownMenu } from 'radix-ui';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { Button } from '../../ui/Button.tsx';
import { FitIcon, LayersIcon } from '../../ui/icons.tsx';
import { useKeys } from '../../ui/useKeys.ts';
import { type MapLayerName, mapLayers } from './useMapAddress.ts';
import '../../ui/menu.css';

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
      <DropdownMenu.Root modal={false} open={open} onOpenChange={setOpen}>
        <DropdownMenu.Trigger className="button" data-icon aria-label={t('layers')} title={`${t('layers')} (L)`}>
          <LayersIcon />
        </DropdownMenu.Trigger>
        <DropdownMenu.Portal>
          <DropdownMenu.Content className="menu" align="end" sideOffset={4}>
            {mapLayers.map((name) => (
              <DropdownMenu.CheckboxItem
                key={name}
                className="menu-item"
                checked={layers.get(name) ?? true}
                onCheckedChange={() => onLayer(name)}
                onSelect={(event) => event.preventDefault()}
              >
                <DropdownMenu.ItemIndicator className="menu-mark">✓</DropdownMenu.ItemIndicator>
                {t(`layer.${name}`)}
              </DropdownMenu.CheckboxItem>
            ))}
          </DropdownMenu.Content>
        </DropdownMenu.Portal>
      </DropdownMenu.Root>
    </div>
  );
}
