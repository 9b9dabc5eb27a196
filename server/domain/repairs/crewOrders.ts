/** What people say of crews: who they are, who belongs to them, where they are (rules R16, K12). */

import type { RepairCommand } from '../../../shared/commands/repairCommands.ts';
import { parseTime } from '../../../shared/time.ts';
import { NONE } from '../network/network.ts';
import { currentJobOf } from './crewWords.ts';
import { type Order, timeOr } from './order.ts';
import type { Shop } from './shop.ts';

export function onCrew(shop: Shop, command: Extract<RepairCommand, { readonly type: `crew.${string}` }>, { actor, now }: Order): void {
  const { crews, view } = shop;
  const known = crews.known(command.crew, now);
  switch (command.type) {
    case 'crew.register': {
      const { type: _type, id: _id, crew: _crew, area, shift, ...given } = command;
      const [starts, ends] = shift ? [parseTime(shift.startsAt), parseTime(shift.endsAt)] : [null, null];
      const hours = starts?.ok && ends?.ok ? { startsAt: starts.ms, endsAt: ends.ms } : null;
      const placed = area === undefined ? known.area : (view.network.areaIndex.get(area) ?? NONE);
      const said = crews.put({ ...known, ...given, area: placed, shift: shift === undefined ? known.shift : hours });
      shop.say({
        type: 'crew.registered',
        about: `crew:${said.id}`,
        at: now,
        body: { by: actor.user, ...given, area: area ?? null, shift: hours },
      });
      return;
    }
    case 'crew.join': {
      for (const other of [...crews.all()]) {
        if (other.users.includes(actor.user)) crews.put({ ...other, users: other.users.filter((user) => user !== actor.user) });
      }
      const joined = crews.known(command.crew, now);
      crews.put({ ...joined, users: [...joined.users, actor.user] });
      return;
    }
    case 'crew.setStatus': {
      const at = timeOr(command.occurredAt, now);
      const heard = crews.put({ ...known, heardAt: Math.max(known.heardAt ?? at, at) });
      crews.said(heard, command.status, Math.max(at, known.statusAt), currentJobOf(shop, known.id)?.id ?? null);
      return;
    }
    case 'crew.position': {
      const at = timeOr(command.occurredAt, now);
      const newer = known.positionAt === null || at >= known.positionAt;
      crews.put({
        ...known,
        heardAt: Math.max(known.heardAt ?? at, at),
        ...(newer ? { lon: command.lon, lat: command.lat, positionAt: at } : {}),
      });
      return;
    }
  }
}
