/** The grid alone; it is drawn by the layout. */
export default function PowerPage() {
  return null;
}
