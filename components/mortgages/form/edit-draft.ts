/** Under which what is typed about a mortgage is kept. */
export const editDraft = (mortgageId: number) => `mortgage/${mortgageId}`;
