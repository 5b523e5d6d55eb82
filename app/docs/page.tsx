import type { Metadata } from "next";
import { Fragment } from "react";
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
    <main className="mx-auto grid max-w-6xl gap-x-8 gap-y-5 px-6 py-8 lg:grid-cols-[16rem_minmax(0,1fr)] lg:grid-rows-[auto_auto_1fr]">
      <a href="/pipeline" className="flex items-center gap-2.5 font-semibold text-ink">
        <Mark /> PSSaaS
      </a>
      <header className="lg:col-start-2 lg:row-span-2 lg:row-start-1">
        <h1 className="text-xl font-semibold text-ink">REST API</h1>
        <p className="mt-2 max-w-[72ch] text-ink-2">{info.description}</p>
        <p className="mt-2 max-w-[72ch] text-ink-2">
          Every refusal is <code className="font-mono text-sm">{"{code, message, details}"}</code> with the
          request&rsquo;s id in the header <code className="font-mono text-sm">X-Request-Id</code>: yours,
          when you send one of 16 to 64 letters, digits, - and _. What fails on our side carries it as{" "}
          <code className="font-mono text-sm">requestId</code>, too. For machines:{" "}
          <a className="text-accent underline underline-offset-2" href="/api/openapi.json">
            openapi.json
          </a>
          .
        </p>
      </header>
      <nav
        aria-label="Operations"
        className="lg:sticky lg:top-8 lg:col-start-1 lg:row-span-2 lg:row-start-2 lg:h-[calc(100dvh-4rem)] lg:overflow-y-auto"
      >
        <ul className="text-sm max-lg:columns-2 max-lg:gap-4 md:max-lg:columns-3">
          {operations.map(({ path, method, operation }) => (
            <li key={operation.operationId} className="mb-px break-inside-avoid">
              <a
                href={`#${operation.operationId}`}
                className="flex gap-2 rounded-md px-2 py-1.5 text-ink-2 hover:bg-hover hover:text-ink"
              >
                <span className="w-11 shrink-0 font-mono text-xs leading-5">{method}</span>
                <span className="min-w-0 [overflow-wrap:anywhere]">
                  {path
                    .replace("/api", "")
                    .split(/(?<=.\/)/)
                    .map((part) => (
                      <Fragment key={part}>
                        {/* A long path goes on in the next line at a slash. */}
                        <wbr />
                        {part}
                      </Fragment>
                    ))}
                </span>
              </a>
            </li>
          ))}
        </ul>
      </nav>
      <div className="min-w-0 lg:col-start-2">
        {operations.map(({ path, method, operation }) => (
          <Operation key={operation.operationId} path={path} method={method} operation={operation} />
        ))}
      </div>
    </main>
  );
}
