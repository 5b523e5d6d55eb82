import { describe, expect, it } from "vitest";
import { PATHS } from "@/server/domain/funding/model/paths.ts";
import { reopeningText } from "./possible-changes.ts";
import type { Path, Progress, Step } from "./workflow-context.ts";

/** A loan with its steps up to and with the last one done. */
function loanUntil(last: string): Progress {
  const ids = PATHS.term_loan.steps.map(({ id }): string => id);
  const steps = ids.map((id, at) => ({ id, state: at <= ids.indexOf(last) ? "done" : "open" }));
  return { paths: [{ path: "term_loan", steps }] } as unknown as Progress;
}
const said = (last: string, id: string) =>
  reopeningText(loanUntil(last), { path: "term_loan" } as Path, { id } as Step);

describe("F3.9 what reopening a step says before the press", () => {
  it("F3.9 names the steps that are reopened with it, of those that are done", () => {
    expect(said("generate_term_loan_offers", "generate_term_loan_offers")).toMatch(/^What it has not sent/);
    expect(said("review_and_select_offer", "generate_term_loan_offers")).toMatch(
      /^“Review the offers with the client” rests on it and is reopened, too\./,
    );
    expect(said("await_acceptance", "generate_term_loan_offers")).toMatch(
      /^“Review the offers with the client”, “Send the link to the selected offer”, and “Wait for the client's acceptance” rest on it and are reopened, too\./,
    );
    expect(said("wait_for_funding", "send_offer_link")).toMatch(/^What it has not sent/);
  });
});
