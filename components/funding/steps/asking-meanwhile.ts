import type { MarketOffers, Progress } from "./workflow-context.ts";

/** What became of a client's offers while somebody was typing what lenders ask. */
export interface Meanwhile {
  /** null where nothing has changed that matters here. */
  says: string | null;
  mayAsk: boolean;
}

/**
 * @param began the offers as they stood when the form came up
 * @param nameOf who did it, as a person says it
 */
export function meanwhileOf(
  began: MarketOffers,
  now: MarketOffers,
  progress: Pick<Progress, "paths">,
  nameOf: (changedBy: string) => string,
): Meanwhile {
  const step = progress.paths
    .find(({ path }) => path === "term_loan")
    ?.steps.find(({ id }) => id === "generate_term_loan_offers");
  if (step?.state === "done")
    return { says: "The offers have been recorded meanwhile, so lenders are not asked.", mayAsk: false };
  if (step?.state !== "open")
    return {
      says: "Asking lenders is not the next step any more: see what has changed in the file.",
      mayAsk: false,
    };
  if (now.mode === null || now.form === null)
    return { says: "Engine is not set up any more, so lenders cannot be asked.", mayAsk: false };
  const { request, state } = now;
  const mayAsk = state !== "asking";
  if (request !== null && request.requestNo !== began.request?.requestNo)
    return { says: `${nameOf(request.askedBy)} has asked lenders meanwhile. ${now.says}`, mayAsk };
  if (now.mode !== began.mode)
    return {
      says:
        now.mode === "live"
          ? "Engine is live now: real lenders are asked."
          : "Engine is a sandbox now: no lender stands behind it.",
      mayAsk,
    };
  return { says: null, mayAsk };
}

/** Whether one more request would be a second one, which somebody has to want (`again`). */
export function isAskedAgain({ state }: MarketOffers): boolean {
  return state === "waiting" || state === "complete" || state === "unclear";
}
