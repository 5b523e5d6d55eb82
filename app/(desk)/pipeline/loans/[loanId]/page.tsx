/** A loan's own address. The layout draws the list and, as this address says, the panel over it. */
export default function LoanPage() {
  return null;
}
