/** How many rows a page of a list may have. */
export const PAGE_SIZES = [25, 50, 100] as const;
