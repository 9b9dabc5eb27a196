/** Class and name of an imported thing as people know it, where its id is only a number. */

type Named = { readonly name?: string | null; readonly className?: string | null };

/** "loadbreakswitch.sw1", or null where the file gives no class. */
export const sourceName = ({ name, className }: Named): string | null =>
  className == null || name == null ? null : `${className}.${name}`.toLowerCase();
