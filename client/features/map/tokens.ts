/** The colours of the style sheet as the canvases need them. */

export type Tokens = ReturnType<typeof readTokens>;

export function readTokens() {
  const style = getComputedStyle(document.documentElement);
  const value = (name: string) => style.getPropertyValue(`--${name}`).trim();
  const colours = {
    ground: value('ground'),
    ink: value('ink'),
    muted: value('muted'),
    line: value('line'),
    rule: value('rule'),
    panel: value('panel'),
    outline: value('outline'),
    street: value('street'),
    'street-main': value('street-main'),
    water: value('water'),
    park: value('park'),
    p1: value('p1'),
    p2: value('p2'),
    p3: value('p3'),
    p4: value('p4'),
    'p1-glyph': value('p1-glyph'),
    'p2-glyph': value('p2-glyph'),
    'p3-glyph': value('p3-glyph'),
    'p4-glyph': value('p4-glyph'),
    planned: value('planned'),
    'planned-glyph': value('planned-glyph'),
    restored: value('restored'),
    'restored-glyph': value('restored-glyph'),
  };
  return { ...colours, font: getComputedStyle(document.body).fontFamily };
}
