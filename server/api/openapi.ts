import { z } from "zod";
import { REFUSALS, type RefusalCode } from "../domain/errors.ts";
import { allEndpoints } from "./endpoints.ts";
import type { Endpoint } from "./rest.ts";
import { ErrorBody, FACTS_OF_REFUSALS } from "./wire.ts";

/**
 * The OpenAPI 3.1 document of the REST API, made from the very schemas that read requests and write answers (P9.4).
 */
export function openApiDocument() {
  const paths: Record<string, Record<string, Operation>> = {};
  for (const endpoint of allEndpoints()) {
    const path = paths[endpoint.path] ?? {};
    path[endpoint.method.toLowerCase()] = operationOf(endpoint);
    paths[endpoint.path] = path;
  }
  return {
    openapi: "3.1.0",
    info: {
      title: "PSSaaS",
      version: "1",
      description:
        "Amounts are exact JSON numbers with two decimals; read them with a parser that keeps every digit. " +
        "Numbers in requests may also be sent as strings.",
    },
    paths,
    components: {
      schemas: { Error: jsonSchema(ErrorBody, "output", "open") },
      securitySchemes: {
        bearer: { type: "http", scheme: "bearer", bearerFormat: "JWT" },
        exchangeKey: { type: "apiKey", in: "header", name: "X-Exchange-Api-Key" },
        schedulerSecret: { type: "http", scheme: "bearer" },
      },
    },
  };
}

type Content = Record<string, { schema?: object }>;

export interface Operation {
  operationId: string;
  summary: string;
  description?: string;
  /** Set where the role of an administrator is needed. */
  "x-role"?: string;
  security: Record<string, string[]>[];
  parameters: { name: string; in: string; required?: boolean; description?: string; schema: object }[];
  requestBody?: { required: boolean; content: Content };
  responses: Record<string, { description: string; content: Content }>;
}

function operationOf(endpoint: Endpoint): Operation {
  const {
    summary,
    description,
    access,
    query = {},
    body,
    otherBodies = [],
    status,
    response,
    contentType,
  } = endpoint;
  const names = [...endpoint.path.matchAll(/\{(\w+)\}/g)].map((match) => match[1] ?? "");
  return {
    operationId: operationId(endpoint),
    summary,
    ...(description ? { description } : {}),
    ...(access === "admin" ? { "x-role": "admin" } : {}),
    security: SECURITY[access],
    parameters: [
      ...names.map((name) => ({ name, in: "path", required: true, schema: { type: "integer", minimum: 1 } })),
      ...Object.entries(query).map(([name, parameter]) => ({
        name,
        in: "query",
        description: parameter.description,
        schema: jsonSchema(parameter.schema, "input"),
      })),
    ],
    ...(body || otherBodies.length > 0
      ? {
          requestBody: {
            required: true,
            content: {
              ...(body ? { "application/json": { schema: jsonSchema(body, "input") } } : {}),
              ...Object.fromEntries(otherBodies.map((type) => [type, {}])),
            },
          },
        }
      : {}),
    responses: {
      [status]: {
        description: "Done",
        content: response
          ? { "application/json": { schema: jsonSchema(response, "output") } }
          : { [contentType ?? "application/json"]: {} },
      },
      ...refusalsOf(endpoint),
    },
  };
}

const SECURITY: Record<Endpoint["access"], Operation["security"]> = {
  open: [],
  exchange: [{ exchangeKey: [] }],
  scheduler: [{ schedulerSecret: [] }],
  user: [{ bearer: [] }],
  admin: [{ bearer: [] }],
};

/** `GET /api/pipeline/loans/{id}` → `getPipelineLoansById`. */
function operationId({ method, path }: Endpoint): string {
  const words = path.replace("/api/", "").split(/[/.-]/);
  const name = words.map((word) =>
    word.startsWith("{") ? "ById" : word.charAt(0).toUpperCase() + word.slice(1),
  );
  return method.toLowerCase() + name.join("");
}

const OF_CALLERS: RefusalCode[] = [
  "PAYLOAD_VALIDATION",
  "UNAUTHORIZED",
  "TOO_MANY_ATTEMPTS",
  "INTERNAL",
  "UNAVAILABLE",
];
const ALWAYS: Record<Endpoint["access"], RefusalCode[]> = {
  open: [],
  exchange: OF_CALLERS,
  scheduler: ["UNAUTHORIZED", "TOO_MANY_ATTEMPTS", "INTERNAL", "UNAVAILABLE"],
  user: OF_CALLERS,
  admin: [...OF_CALLERS, "FORBIDDEN"],
};
const OF_BODIES: RefusalCode[] = ["PAYLOAD_TOO_LARGE", "UNSUPPORTED_CONTENT_TYPE"];

function refusalsOf({ access, body, otherBodies, refusals }: Endpoint): Operation["responses"] {
  const codes = [...new Set([...ALWAYS[access], ...(body || otherBodies ? OF_BODIES : []), ...refusals])];
  const byStatus = Map.groupBy(codes, (code) => REFUSALS[code]);
  return Object.fromEntries(
    [...byStatus].map(([status, group]) => [
      status,
      { description: group.join(", "), content: { "application/json": { schema: errorSchema(group) } } },
    ]),
  );
}

/** The error, with the facts that one of these refusals carries beside it. */
function errorSchema(codes: RefusalCode[]): object {
  const error = { $ref: "#/components/schemas/Error" };
  const facts = codes.flatMap((code) => FACTS_OF_REFUSALS[code] ?? []);
  if (facts.length === 0) return error;
  // A refusal of the same status without facts is an error too, so none of them is required.
  return { allOf: [error, ...facts.map((schema) => jsonSchema(schema.partial(), "output", "open"))] };
}

const MONEY = { examples: ["250000.00"], description: "US dollars, at most two decimals" };

/** What our field kinds are on the wire; zod cannot tell from a transform. */
const KINDS: Record<string, { input: object; output: object }> = {
  money: {
    input: { type: ["number", "string"], ...MONEY },
    output: { type: "number", multipleOf: 0.01, description: "US dollars, always two decimals" },
  },
  rate: {
    input: { type: ["number", "string"], description: "Percent" },
    output: { type: "number", description: "Percent" },
  },
  tenths: { input: { type: "number" }, output: { type: "number", multipleOf: 0.1 } },
  integer: { input: { type: ["integer", "string"] }, output: { type: "integer" } },
  moment: {
    input: { type: "string", format: "date-time", examples: ["2026-04-27T12:00:00.000Z"] },
    output: { type: "integer" },
  },
  "partial date": {
    input: {
      type: ["string", "object"],
      description: "YYYY-MM-DD, YYYY-MM or YYYY, or {value, precision} with the precision day, month or year",
    },
    output: { type: "object" },
  },
  day: { input: { type: "string", format: "date" }, output: { type: "string", format: "date" } },
};

function jsonSchema(schema: z.ZodType, io: "input" | "output", end: "closed" | "open" = "closed"): object {
  const { $schema, ...document } = z.toJSONSchema(schema, {
    io,
    unrepresentable: "any",
    override: ({ jsonSchema: node }) => {
      const kind = typeof node.kind === "string" ? KINDS[node.kind] : undefined;
      delete node.kind;
      if (end === "open" && node.additionalProperties === false) delete node.additionalProperties;
      if (kind) Object.assign(node, kind[io]);
      // What JavaScript can hold is no rule of ours.
      if (node.minimum === Number.MIN_SAFE_INTEGER) delete node.minimum;
      if (node.maximum === Number.MAX_SAFE_INTEGER) delete node.maximum;
    },
  });
  return document;
}
