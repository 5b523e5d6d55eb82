import type { Metadata } from "next";
import { Operation } from "@/components/docs/operation.tsx";
import { Mark } from "@/components/shell/brand.tsx";
import { openApiDocument } from "@/server/api/openapi.ts";

export const metadata: Metadata = { title: "API" };

/** The OpenAPI document as a page to read (P9.4): the same document, no second description. */
export default function DocsPage() {
  const { info, paths } = openApiDocument();
  const operations = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ path, method: method.toUpperCase(), operation })),
  );
  return (
    <div className="mx-auto grid max-w-6xl gap-8 px-6 py-8 md:grid-cols-[14rem_minmax(0,1fr)] lg:grid-cols-[16rem_minmax(0,1fr)]">
      <nav aria-label="Operations" className="md:sticky md:top-8 md:h-[calc(100dvh-4rem)] md:overflow-y-auto">
        <a href="/pipeline" className="mb-5 flex items-center gap-2.5 font-semibold text-ink">
          <Mark /> PSSaaS
        </a>
        <ul className="space-y-px text-sm">
          {operations.map(({ path, method, operation }) => (
            <li key={operation.operationId}>
              <a
                href={`#${operation.operationId}`}
                className="flex gap-2 rounded-md px-2 py-1.5 text-ink-2 hover:bg-hover hover:text-ink"
              >
                <span className="w-11 shrink-0 font-mono text-xs leading-5">{method}</span>
                <span className="min-w-0 [overflow-wrap:anywhere]">{path.replace("/api", "")}</span>
              </a>
            </li>
          ))}
        </ul>
      </nav>
      <main className="min-w-0">
        <h1 className="text-xl font-semibold text-ink">REST API</h1>
        <p className="mt-2 max-w-[72ch] text-ink-2">{info.description}</p>
        <p className="mt-2 max-w-[72ch] text-ink-2">
          Every refusal is <code className="font-mono text-sm">{"{code, message, details}"}</code> with the
          request&rsquo;s id in the header <code className="font-mono text-sm">X-Request-Id</code>. For
          machines:{" "}
          <a className="text-accent underline underline-offset-2" href="/api/openapi.json">
            openapi.json
          </a>
          .
        </p>
        {operations.map(({ path, method, operation }) => (
          <Operation key={operation.operationId} path={path} method={method} operation={operation} />
        ))}
      </main>
    </div>
  );
}
