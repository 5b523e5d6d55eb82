/**
 * How the paper is cut: Letter across, with what it is at the head of every page but the first and its number at the
 * foot. Gone with the page, so nothing else prints that way.
 */
export function pageRules(title: string, moment: string): string {
  return `@page {
  size: letter landscape;
  margin: 0.55in 0.5in 0.6in;
  @top-left { content: ${cssText(title)}; font: 8pt sans-serif; color: #000 }
  @bottom-left { content: ${cssText(moment)}; font: 8pt sans-serif; color: #000 }
  @bottom-right { content: "Page " counter(page) " of " counter(pages); font: 8pt sans-serif; color: #000 }
}
@page :first { @top-left { content: none } }
@media print { html { background: #fff } }`;
}

/** Every character by its number: whatever a trade is called, it stays text. */
function cssText(text: string): string {
  return `"${[...text].map((letter) => `\\${(letter.codePointAt(0) ?? 32).toString(16)} `).join("")}"`;
}
