/** Accessibility of what is on screen, under the tags the screens promise. */

import axe from 'axe-core';

const TAGS = ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa', 'best-practice'];

/** Each violation as "rule: first element"; empty = none. */
export async function violations(box: Element): Promise<string[]> {
  const { violations: found } = await axe.run(box, { runOnly: { type: 'tag', values: TAGS } });
  return found.map(({ id, nodes }) => `${id}: ${nodes[0]?.html.slice(0, 160)} ${nodes[0]?.failureSummary?.slice(0, 200) ?? ''}`);
}
