/** Writes the areas and substations of a planned city into the draft. */

import type { CityPlan } from './cityPlan.ts';
import type { Draft } from './draft.ts';
import type { Placing } from './placing.ts';
import type { Ring } from './rings.ts';

export type Places = {
  /** Area id of each district. */
  readonly districts: readonly string[];
  /** Each substation with its bus. */
  readonly substations: readonly { readonly id: string; readonly name: string; readonly bus: string }[];
};

export function writeAreas(draft: Draft, { districts, sites }: CityPlan, placing: Placing): Places {
  const polygon = (ring: Ring): [number, number][] => ring.map(({ at: [x, y] }) => placing.position(x, y));
  const province = draft.nextId('a');
  const city = draft.nextId('a');
  draft.areas.push({ id: province, name: `Provincia ${placing.cityName}`, level: 'province', polygon: polygon(districts.province) });
  draft.areas.push({ id: city, name: placing.cityName, parent: province, level: 'city', class: 'urban', polygon: polygon(districts.city) });
  const counties = districts.counties.map((county) => {
    const id = draft.nextId('a');
    draft.areas.push({ id, name: county.name, parent: city, level: 'county', polygon: polygon(county.ring) });
    return id;
  });
  const ids = districts.districts.map((district) => {
    const id = draft.nextId('a');
    draft.areas.push({
      id,
      name: district.name,
      parent: counties[district.county] ?? city,
      level: 'district',
      class: district.class,
      polygon: polygon(district.ring),
    });
    return id;
  });

  // Real names and voltages of substations stay out of the file: each is called after its district.
  const substations = sites.map((site) => {
    const district = districts.districtAt(site.at[0], site.at[1]);
    const id = draft.nextId('ss');
    const name = draft.uniqueName(`${districts.districts[district]?.name ?? placing.cityName}${placing.suffix}`);
    const [lon, lat] = placing.position(site.at[0], site.at[1]);
    draft.substations.push({ id, name, area: ids[district] ?? city, lon, lat });
    const bus = draft.addNode([lon, lat]);
    draft.sources.push({ node: bus, phases: 'ABC', substation: id });
    return { id, name, bus };
  });
  return { districts: ids, substations };
}
