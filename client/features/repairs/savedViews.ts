/** Views of the board that a person keeps in this browser, by name: the address parts they stand for. */

import * as z from 'zod';
import type { Shelf } from '../../live/preferences.ts';

const KEY = 'relight.repairViews';
const MOST = 30;

const schema = z.array(z.object({ name: z.string().min(1).max(60), search: z.string().max(1000) })).max(MOST);
export type SavedView = z.infer<typeof schema>[number];

/** What cannot be read counts as none. */
export function readViews(shelf: Shelf): readonly SavedView[] {
  try {
    return schema.catch([]).parse(JSON.parse(shelf.getItem(KEY) ?? '[]'));
  } catch {
    return [];
  }
}

/** A view of the same name is replaced. Returns what is kept now. */
export function keepView(shelf: Shelf, view: SavedView): readonly SavedView[] {
  return write(shelf, [...readViews(shelf).filter(({ name }) => name !== view.name), view].slice(-MOST));
}

export const dropView = (shelf: Shelf, name: string): readonly SavedView[] =>
  write(
    shelf,
    readViews(shelf).filter((view) => view.name !== name),
  );

function write(shelf: Shelf, views: readonly SavedView[]): readonly SavedView[] {
  try {
    shelf.setItem(KEY, JSON.stringify(views));
  } catch {
    // A full or forbidden store costs the view, not the board.
  }
  return views;
}
