/** What a menu can hold. */

export type MenuEntry =
  | { readonly kind: 'label'; readonly text: string }
  | { readonly kind: 'line'; readonly key: string }
  | { readonly kind: 'item'; readonly text: string; readonly forbidden?: string | null; readonly run: () => void }
  | { readonly kind: 'check'; readonly text: string; readonly checked: boolean; readonly stay?: boolean; readonly run: () => void }
  | { readonly kind: 'choice'; readonly text: string; readonly chosen: boolean; readonly lang?: string; readonly run: () => void };
