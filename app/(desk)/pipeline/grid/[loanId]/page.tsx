/** A loan's address over the grid. The layout draws both. */
export default function LoanOverGridPage() {
  return null;
}
