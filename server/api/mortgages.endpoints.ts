import { z } from "zod";
import { DomainError } from "../domain/errors.ts";
import { createMortgage } from "../domain/mortgages/create-mortgage.ts";
import { deleteMortgage } from "../domain/mortgages/delete-mortgage.ts";
import { getMortgage } from "../domain/mortgages/get-mortgage.ts";
import { getRenewalChain } from "../domain/mortgages/get-renewal-chain.ts";
import {
  CreateMortgageInput,
  DeleteMortgageInput,
  ListAuditInput,
  ListMortgagesInput,
  MaturingInput,
  RenewMortgageInput,
  UpdateMortgageInput,
} from "../domain/mortgages/input.ts";
import { listAudit } from "../domain/mortgages/list-audit.ts";
import { listMaturing } from "../domain/mortgages/list-maturing.ts";
import { listMortgages } from "../domain/mortgages/list-mortgages.ts";
import { MORTGAGE_NOT_FOUND } from "../domain/mortgages/model/mortgage.ts";
import { previewDeletion } from "../domain/mortgages/preview-deletion.ts";
import { renewMortgage } from "../domain/mortgages/renew-mortgage.ts";
import { updateMortgage } from "../domain/mortgages/update-mortgage.ts";
import { readListQuery } from "./list-query.ts";
import { bodyForMortgage, mayChange, mortgageAt, namedIn } from "./mortgage-address.ts";
import {
  ChainResponse,
  CreatedMortgageResponse,
  DeletedMortgageResponse,
  DeletionPlanResponse,
  MaturingResponse,
  MortgageAuditResponse,
  MortgageDetailWire,
  MortgageListResponse,
  RenewedMortgageResponse,
} from "./mortgages.wire.ts";
import type { Endpoint } from "./rest.ts";
import { MortgageWire } from "./wire.ts";

/** The REST API of mortgages, one entry an operation. */

const listed = ListMortgagesInput.shape;
const LIST = {
  page: { description: "From 1.", schema: listed.page },
  pageSize: { description: "25 unless said otherwise.", schema: listed.pageSize },
  sortBy: { description: "What changed last comes first without it.", schema: listed.sortBy },
  sortDirection: { description: "asc unless said otherwise.", schema: listed.sortDirection },
  status: { description: "One or several, separated by commas.", schema: z.string() },
  borrowerId: { description: "Whose mortgages.", schema: listed.borrowerId },
  originatedFrom: { description: "The first day of origination.", schema: listed.originatedFrom },
  originatedTo: { description: "The last day of origination.", schema: listed.originatedTo },
  maturesFrom: { description: "The first day of maturity.", schema: listed.maturesFrom },
  maturesTo: { description: "The last day of maturity.", schema: listed.maturesTo },
  search: { description: "A part of borrower, address or external id; or the id.", schema: listed.search },
};

export const getMortgages: Endpoint = {
  method: "GET",
  path: "/api/mortgages",
  summary: "List mortgages",
  access: "user",
  query: LIST,
  status: 200,
  response: MortgageListResponse,
  refusals: [],
  handle: async (call) => listMortgages(await call.context(), readListQuery(call.url, {}, LIST)),
};

export const postMortgage: Endpoint = {
  method: "POST",
  path: "/api/mortgages",
  summary: "Create a mortgage",
  description: "An `externalMortgageId` that exists gives the mortgage that has it, and nothing is inserted.",
  access: "admin",
  body: CreateMortgageInput,
  status: 200,
  response: CreatedMortgageResponse,
  refusals: [],
  handle: async (call) => createMortgage(await mayChange(call, "create"), await call.body()),
};

const MATURING = {
  from: { description: "The first day.", schema: MaturingInput.shape.from },
  to: { description: "The last day.", schema: MaturingInput.shape.to },
  status: { description: "One or several, separated by commas.", schema: z.string() },
  borrowerId: { description: "Whose mortgages.", schema: MaturingInput.shape.borrowerId },
};

export const getMaturing: Endpoint = {
  method: "GET",
  path: "/api/mortgages/maturing",
  summary: "The mortgages that mature in a period, earliest first",
  description:
    "What a timeline draws of them; `GET /api/mortgages` with `maturesFrom` and `maturesTo` has all of each.",
  access: "user",
  query: MATURING,
  status: 200,
  response: MaturingResponse,
  refusals: [],
  handle: async (call) => listMaturing(await call.context(), readListQuery(call.url, {}, MATURING)),
};

const audit = ListAuditInput.shape;
const AUDIT = {
  page: { description: "From 1.", schema: audit.page },
  pageSize: { description: "50 unless said otherwise.", schema: audit.pageSize },
  mortgageId: { description: "Of one mortgage, also of one that is gone.", schema: audit.mortgageId },
  actor: { description: "A part of who did it.", schema: audit.actor },
  action: { description: "What was done; `refused` for what was not.", schema: audit.action },
  from: { description: "The first day.", schema: audit.from },
  to: { description: "The last day.", schema: audit.to },
};

export const getMortgageAudit: Endpoint = {
  method: "GET",
  path: "/api/mortgages/audit",
  summary: "What was done with mortgages, and what was refused, newest first",
  access: "admin",
  query: AUDIT,
  status: 200,
  response: MortgageAuditResponse,
  refusals: [],
  handle: async (call) => listAudit(await call.context(), readListQuery(call.url, {}, AUDIT)),
};

export const getMortgageById: Endpoint = {
  method: "GET",
  path: "/api/mortgages/{id}",
  summary: "A mortgage with its property and what hangs on it",
  access: "user",
  status: 200,
  response: MortgageDetailWire,
  refusals: ["MORTGAGE_NOT_FOUND"],
  handle: async (call) => {
    const found = await getMortgage(await call.context(), mortgageAt(call));
    if (!found) throw new DomainError(MORTGAGE_NOT_FOUND);
    return found;
  },
};

export const patchMortgage: Endpoint = {
  method: "PATCH",
  path: "/api/mortgages/{id}",
  summary: "Change a mortgage",
  description: "What is left out stays. A version that is not the present one is refused, with both.",
  access: "admin",
  body: UpdateMortgageInput.omit({ mortgageId: true }),
  status: 200,
  response: MortgageWire,
  refusals: ["MORTGAGE_NOT_FOUND", "MORTGAGE_CHANGED"],
  handle: async (call) =>
    updateMortgage(await mayChange(call, "update", namedIn(call)), await bodyForMortgage(call)),
};

/** In an address a yes is a word. */
const flag = z.enum(["true", "false"]).optional();

const DELETION = {
  planToken: { description: "Of the plan that was seen.", schema: DeleteMortgageInput.shape.planToken },
  withListings: { description: "`true`: active listings go as well.", schema: flag },
  force: { description: "`true`: locks of listings are cleared, and they go as well.", schema: flag },
};

export const deleteMortgageById: Endpoint = {
  method: "DELETE",
  path: "/api/mortgages/{id}",
  summary: "Delete a mortgage with everything that hangs on it",
  description: "In one transaction, as its plan said; the borrower stays.",
  access: "admin",
  query: DELETION,
  status: 200,
  response: DeletedMortgageResponse,
  refusals: [
    "MORTGAGE_NOT_FOUND",
    "HAS_RENEWAL",
    "HAS_ACTIVE_LISTING",
    "HAS_LOCKED_LISTING",
    "DELETION_PLAN_CHANGED",
    "DELETION_FAILED",
  ],
  handle: async (call) => {
    const ctx = await mayChange(call, "delete", namedIn(call));
    const asked = readListQuery(call.url, {}, DELETION);
    for (const name of ["withListings", "force"] as const)
      if (asked[name] === "true" || asked[name] === "false") asked[name] = asked[name] === "true";
    return deleteMortgage(ctx, { ...asked, ...mortgageAt(call) });
  },
};

export const getDeletionPlan: Endpoint = {
  method: "GET",
  path: "/api/mortgages/{id}/deletion-plan",
  summary: "What deleting a mortgage would take with it",
  access: "admin",
  status: 200,
  response: DeletionPlanResponse,
  refusals: ["MORTGAGE_NOT_FOUND"],
  handle: async (call) => previewDeletion(await call.context(), mortgageAt(call)),
};

export const getChain: Endpoint = {
  method: "GET",
  path: "/api/mortgages/{id}/chain",
  summary: "The chain of renewals that a mortgage is in",
  access: "user",
  status: 200,
  response: ChainResponse,
  refusals: ["MORTGAGE_NOT_FOUND"],
  handle: async (call) => ({ chain: await getRenewalChain(await call.context(), mortgageAt(call)) }),
};

export const postRenewal: Endpoint = {
  method: "POST",
  path: "/api/mortgages/{id}/renewals",
  summary: "Renew a mortgage",
  description: "Borrower, property and shares are those of the mortgage that is renewed.",
  access: "admin",
  body: RenewMortgageInput.omit({ mortgageId: true }),
  status: 201,
  response: RenewedMortgageResponse,
  refusals: ["MORTGAGE_NOT_FOUND", "ALREADY_RENEWED", "NOT_RENEWABLE", "MORTGAGE_CHANGED"],
  handle: async (call) =>
    renewMortgage(await mayChange(call, "renew", namedIn(call)), await bodyForMortgage(call)),
};

export const MORTGAGE_ENDPOINTS: Endpoint[] = [
  getMortgages,
  postMortgage,
  getMaturing,
  getMortgageAudit,
  getMortgageById,
  patchMortgage,
  deleteMortgageById,
  getDeletionPlan,
  getChain,
  postRenewal,
];
