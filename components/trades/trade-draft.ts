/** What is typed about a trade waits there while the dialog is closed. */
export const tradeDraftKey = (tradeId: number) => `settle-trade/${tradeId}`;
