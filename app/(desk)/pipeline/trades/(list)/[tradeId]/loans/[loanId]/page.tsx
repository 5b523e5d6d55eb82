/** A loan over its trade; the layout draws both. */
export default function LoanOfTradePage() {
  return null;
}
