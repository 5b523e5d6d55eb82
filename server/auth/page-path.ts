/** Written by proxy.ts over whatever came in: the page that is asked for, to come back to after signing in. */
export const PAGE_PATH_HEADER = "x-pssaas-page-path";
