/** The trades alone; they are drawn by the layout. */
export default function TradesPage() {
  return null;
}
