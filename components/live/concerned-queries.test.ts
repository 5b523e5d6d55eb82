import { expect, it } from "vitest";
import { appRouter } from "@/server/api/root.ts";
import { ANYTHING, type LiveEvent } from "@/server/domain/live/model/live-events.ts";
import { isConcerned } from "./concerned-queries.ts";

const keyOf = (path: string, input?: object) => [path.split("."), { input, type: "query" }];
const loans = (...ids: number[]): LiveEvent => ({ topic: "loans", ids });
const many: LiveEvent = { topic: "loans", ids: null };
const workflow: LiveEvent = { topic: "workflow", ids: [2] };
const deliveries: LiveEvent = { topic: "deliveries", ids: [3] };
const files = (...ids: number[]): LiveEvent => ({ topic: "funding", ids });
const anyFile: LiveEvent = { topic: "funding", ids: null };
const policy: LiveEvent = { topic: "funding-policy", ids: [2] };
const systems: LiveEvent = { topic: "integrations", ids: [3] };
const views: LiveEvent = { topic: "views", ids: [4] };

it.each<[path: string, input: object | undefined, event: LiveEvent, concerned: boolean]>([
  ["pipeline.loan", { loanId: 7 }, loans(7), true],
  ["pipeline.loan", { loanId: 7 }, loans(8), false],
  ["pipeline.loan", { loanId: 7 }, many, true],
  ["pipeline.loan", { loanId: 7 }, workflow, true],
  ["pipeline.loan", { loanId: 7 }, views, false],
  ["pipeline.loans", {}, loans(7), true],
  ["pipeline.loans", {}, deliveries, false],
  ["pipeline.summary", {}, loans(7), true],
  ["pipeline.summary", {}, workflow, true],
  ["pipeline.recentActivity", {}, many, true],
  ["pipeline.trade", { tradeId: 7 }, loans(8), true],
  ["pipeline.workflow", undefined, loans(7), false],
  ["pipeline.workflow", undefined, workflow, true],
  ["pipeline.deliveries", {}, deliveries, true],
  ["pipeline.deliveries", {}, loans(7), false],
  ["desk.views", { list: "loans" }, views, true],
  ["desk.views", { list: "mortgages" }, loans(7), false],
  ["pipeline.oneThatIsNewer", {}, loans(7), true],
  ["pipeline.loans", {}, files(7), false],
  ["funding.file", { fileId: 7 }, files(7), true],
  ["funding.file", { fileId: 7 }, files(8), false],
  ["funding.file", { fileId: 7 }, files(8, 7), true],
  ["funding.file", { fileId: 7 }, anyFile, true],
  ["funding.file", { fileId: 7 }, loans(7), false],
  ["funding.progress", { fileId: 7 }, files(7), true],
  ["funding.progress", { fileId: 7 }, files(8), false],
  ["funding.progress", { fileId: 7 }, policy, true],
  ["funding.oneOfAFileThatIsNewer", { fileId: 7 }, files(8), false],
  ["funding.files", {}, files(7), true],
  ["funding.files", undefined, anyFile, true],
  ["funding.files", {}, views, false],
  ["funding.oneThatIsNewer", {}, files(7), true],
  ["funding.policy", undefined, policy, true],
  ["funding.policy", undefined, files(7), false],
  ["funding.operator", { operator: "ann@desk.test" }, policy, true],
  ["funding.operator", { operator: "ann@desk.test" }, anyFile, false],
  ["funding.offers.get", { fileId: 7 }, systems, true],
  ["funding.offers.get", { fileId: 7 }, files(8), false],
  ["funding.progress", { fileId: 7 }, systems, false],
  ["integrations.modes", undefined, systems, true],
  ["integrations.list", undefined, systems, false],
  ["constructor.files", {}, anyFile, false],
  ["desk.settings", undefined, views, true],
  ["desk.settings", undefined, many, false],
  ["session.me", undefined, many, false],
  ["admin.users", undefined, many, false],
])("P7.8 F8.3 %s %j after %j: %s", (path, input, event, concerned) => {
  expect(isConcerned(keyOf(path, input), [event])).toBe(concerned);
  expect(isConcerned(keyOf(path, input), [deliveries, event, views])).toBe(
    concerned || isConcerned(keyOf(path, input), [deliveries]) || isConcerned(keyOf(path, input), [views]),
  );
});

it("P7.8 F8.3 after a gap every query of the pipeline and of funding that can change is asked again", () => {
  const procedures = Object.entries(
    appRouter._def.procedures as unknown as Record<string, { _def: { type: string } }>,
  );
  const kept = procedures
    .filter(([path, { _def }]) => /^(pipeline|funding)\./.test(path) && _def.type === "query")
    .map(([path]) => path)
    .filter((path) => !isConcerned(keyOf(path, { loanId: 1, fileId: 1 }), ANYTHING));
  expect(kept.sort()).toEqual(["pipeline.deliveryPayload", "pipeline.wholePayload"]);
});
