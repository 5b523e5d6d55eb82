import path from "node:path";
import { expect, it } from "vitest";
import { routesUnder } from "./routes.ts";

const routeOf = routesUnder(path.resolve(import.meta.dirname, ".."));

it.each([
  ["/", "/"],
  ["/pipeline/loans", "/pipeline/loans"],
  ["/pipeline/loans/700", "/pipeline/loans/{loanId}"],
  ["/pipeline/trades/3/advice", "/pipeline/trades/{tradeId}/advice"],
  ["/mortgages/new", "/mortgages/new"],
  ["/mortgages/ann.canary@mail.example", "/mortgages/{mortgageId}"],
  ["/api/pipeline/loans/bulk-status", "/api/pipeline/loans/bulk-status"],
  ["/api/pipeline/loans/export.csv", "/api/pipeline/loans/export.csv"],
  ["/api/pipeline/loans/700/settle", "/api/pipeline/loans/{id}/settle"],
  ["/api/trpc/pipeline.loans,desk.views", "/api/trpc/{trpc}"],
  ["/api/auth/callback/credentials", "/api/auth/{nextauth}"],
  ["/api/nothing/ann.canary", "/api/{unknown}"],
  ["/ann.canary@mail.example", null],
])("C37 the log names for %s the route %s", (address, route) => expect(routeOf(address)).toBe(route));
