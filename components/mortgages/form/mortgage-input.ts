/** The server's own schemas, with which the forms are checked; here by the time that somebody has typed. */
export const fetchMortgageInput = () => import("@/server/domain/mortgages/input.ts");
