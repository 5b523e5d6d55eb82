/** `%`, `_` and `\` are letters like any other. */
export function escapeLike(text: string): string {
  return text.replace(/[\\%_]/g, "\\$&");
}
