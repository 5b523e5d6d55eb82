/** How much one request may take, for the screens that have to say so. */

export const MOST_LOANS_PER_CALL = 500;

/** As many trades as may stand open in the grid at once. */
export const MOST_OPEN_TRADES = 50;
