/** A trade's own address. The layout draws the trades with this one open. */
export default function TradePage() {
  return null;
}
