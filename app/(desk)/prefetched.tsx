import { dehydrate, HydrationBoundary, type QueryClient } from "@tanstack/react-query";
import { createTRPCClient } from "@trpc/client";
import { createTRPCOptionsProxy } from "@trpc/tanstack-react-query";
import type { ReactNode } from "react";
import { MadeFor } from "@/components/shell/made-for.tsx";
import type { Inputs } from "@/components/trpc/client.ts";
import { makeQueryClient } from "@/components/trpc/query-client.ts";
import { pageCaller } from "@/server/api/caller.ts";
import type { AppRouter } from "@/server/api/root.ts";
import { pageSession } from "@/server/api/session-for-page.ts";

type PipelineInput = Inputs["pipeline"];
type FundingInput = Inputs["funding"];
type MortgagesInput = Inputs["mortgages"];

/** The queries that a page may have answered before it is sent, under the keys by which the browser asks them. */
async function deskQueries(queryClient: QueryClient) {
  const caller = await pageCaller();
  // Only its keys are used: the calls below never leave the process.
  const keys = createTRPCOptionsProxy<AppRouter>({
    client: createTRPCClient<AppRouter>({ links: [] }),
    queryClient,
  });
  const answer = (queryKey: readonly unknown[], queryFn: () => Promise<unknown>) =>
    queryClient.prefetchQuery({ queryKey, queryFn, retry: false });
  const { pipeline, desk, admin, funding, integrations } = keys;
  return {
    settings: () => answer(desk.settings.queryKey(), () => caller.desk.settings()),
    views: (input: Inputs["desk"]["views"]) =>
      answer(desk.views.queryKey(input), () => caller.desk.views(input)),
    workflow: () => answer(pipeline.workflow.queryKey(), () => caller.pipeline.workflow()),
    workflowVersions: () =>
      answer(pipeline.workflowVersions.queryKey({}), () => caller.pipeline.workflowVersions({})),
    summary: () => answer(pipeline.summary.queryKey({}), () => caller.pipeline.summary({})),
    loans: (input: PipelineInput["loans"]) =>
      answer(pipeline.loans.queryKey(input), () => caller.pipeline.loans(input)),
    loan: (input: PipelineInput["loan"]) =>
      answer(pipeline.loan.queryKey(input), () => caller.pipeline.loan(input)),
    deliveries: (input: PipelineInput["deliveries"]) =>
      answer(pipeline.deliveries.queryKey(input), () => caller.pipeline.deliveries(input)),
    delivery: (input: PipelineInput["delivery"]) =>
      answer(pipeline.delivery.queryKey(input), () => caller.pipeline.delivery(input)),
    tradeCards: (input: PipelineInput["tradeCards"]) =>
      answer(pipeline.tradeCards.queryKey(input), () => caller.pipeline.tradeCards(input)),
    purchaseAdvice: (input: PipelineInput["purchaseAdvice"]) =>
      answer(pipeline.purchaseAdvice.queryKey(input), () => caller.pipeline.purchaseAdvice(input)),
    fundingFiles: (input: Inputs["funding"]["files"]) =>
      answer(funding.files.queryKey(input), () => caller.funding.files(input)),
    fundingFile: (input: Inputs["funding"]["file"]) =>
      answer(funding.file.queryKey(input), () => caller.funding.file(input)),
    fundingProgress: (input: Inputs["funding"]["progress"]) =>
      answer(funding.progress.queryKey(input), () => caller.funding.progress(input)),
    queue: (input: FundingInput["queue"]["list"]) =>
      answer(funding.queue.list.queryKey(input), () => caller.funding.queue.list(input)),
    lenders: (input: FundingInput["lenders"]["list"]) =>
      answer(funding.lenders.list.queryKey(input), () => caller.funding.lenders.list(input)),
    operators: () => answer(funding.partners.operators.queryKey(), () => caller.funding.partners.operators()),
    reconciliation: (input: FundingInput["partners"]["reconciliation"]) =>
      answer(funding.partners.reconciliation.queryKey(input), () =>
        caller.funding.partners.reconciliation(input),
      ),
    callSheet: (input: FundingInput["queue"]["sheet"]) =>
      answer(funding.queue.sheet.queryKey(input), () => caller.funding.queue.sheet(input)),
    ...mortgageQueries(keys.mortgages, caller.mortgages, answer),
    keys: () => answer(admin.keys.queryKey(), () => caller.admin.keys()),
    tokens: () => answer(admin.tokens.queryKey(), () => caller.admin.tokens()),
    users: () => answer(admin.users.queryKey(), () => caller.admin.users()),
    calendar: () => answer(admin.calendar.queryKey(), () => caller.admin.calendar()),
    accessLog: (input: Inputs["admin"]["accessLog"]) =>
      answer(admin.accessLog.queryKey(input), () => caller.admin.accessLog(input)),
    integrations: () => answer(integrations.list.queryKey(), () => caller.integrations.list()),
    modes: () => answer(integrations.modes.queryKey(), () => caller.integrations.modes()),
    recentActivity: (input: PipelineInput["recentActivity"]) =>
      answer(pipeline.recentActivity.queryKey(input), () => caller.pipeline.recentActivity(input)),
  };
}

type Keys = ReturnType<typeof createTRPCOptionsProxy<AppRouter>>;
type Caller = Awaited<ReturnType<typeof pageCaller>>;
type Answer = (queryKey: readonly unknown[], queryFn: () => Promise<unknown>) => Promise<void>;

function mortgageQueries(keys: Keys["mortgages"], caller: Caller["mortgages"], answer: Answer) {
  return {
    mortgages: (input: MortgagesInput["list"]) => answer(keys.list.queryKey(input), () => caller.list(input)),
    maturing: (input: MortgagesInput["maturing"]) =>
      answer(keys.maturing.queryKey(input), () => caller.maturing(input)),
    mortgage: (input: MortgagesInput["get"]) => answer(keys.get.queryKey(input), () => caller.get(input)),
    renewalChain: (input: MortgagesInput["chain"]) =>
      answer(keys.chain.queryKey(input), () => caller.chain(input)),
    mortgageAudit: (input: MortgagesInput["audit"]["list"]) =>
      answer(keys.audit.list.queryKey(input), () => caller.audit.list(input)),
  };
}

interface Props {
  queries: (desk: Awaited<ReturnType<typeof deskQueries>>) => Promise<void>[];
  children: ReactNode;
}

/** First paint with data. What fails here is left out, and the browser asks again and shows why. */
export async function Prefetched({ queries, children }: Props) {
  const queryClient = makeQueryClient();
  const [{ signedInAs }] = await Promise.all([pageSession(), ...queries(await deskQueries(queryClient))]);
  return (
    <MadeFor signedInAs={signedInAs}>
      <HydrationBoundary state={dehydrate(queryClient)}>{children}</HydrationBoundary>
    </MadeFor>
  );
}
