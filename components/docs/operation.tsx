import { SchemaFields } from "./schema-fields.tsx";

/** One operation of the OpenAPI document, as far as the page shows it. */
export interface DocumentedOperation {
  operationId: string;
  summary: string;
  description?: string;
  "x-role"?: string;
  security: Record<string, string[]>[];
  parameters: { name: string; in: string; description?: string; schema: object }[];
  requestBody?: { content: Record<string, { schema?: object }> };
  responses: Record<string, { description: string; content?: Record<string, { schema?: object }> }>;
}

interface Props {
  path: string;
  method: string;
  operation: DocumentedOperation;
}

export function Operation({ path, method, operation }: Props) {
  const body = operation.requestBody?.content["application/json"]?.schema;
  const [status, success] = Object.entries(operation.responses).find(([code]) => code.startsWith("2")) ?? [];
  const answer = success?.content?.["application/json"]?.schema;
  const refusals = Object.entries(operation.responses).filter(([code]) => !code.startsWith("2"));
  return (
    <section id={operation.operationId} className="mt-10 scroll-mt-6 border-t border-line pt-6">
      <h2 className="text-lg font-semibold text-ink">{operation.summary}</h2>
      <p className="mt-1 font-mono text-sm text-ink-2 [overflow-wrap:anywhere]">
        <span className="text-accent">{method}</span> {path}
      </p>
      <p className="mt-1 text-sm text-ink-3">{accessOf(operation)}</p>
      {operation.description && <p className="mt-2 max-w-[72ch] text-ink-2">{operation.description}</p>}
      {operation.parameters.length > 0 && (
        <Part title="Parameters">
          <dl className="grid gap-x-6 gap-y-1.5 text-sm sm:grid-cols-[12rem_minmax(0,1fr)]">
            {operation.parameters.map((parameter) => (
              <div key={parameter.name} className="contents">
                <dt className="font-mono text-ink">{parameter.name}</dt>
                <dd className="text-ink-2">{parameter.description ?? "In the path."}</dd>
              </div>
            ))}
          </dl>
        </Part>
      )}
      {body && (
        <Part title="Body">
          <SchemaFields schema={body} />
        </Part>
      )}
      {answer && (
        <Part title={`Answer ${status}`}>
          <SchemaFields schema={answer} />
        </Part>
      )}
      {refusals.length > 0 && (
        <Part title="Refusals">
          <ul className="space-y-1 text-sm text-ink-2">
            {refusals.map(([code, { description }]) => (
              <li key={code}>
                <span className="mr-3 font-mono text-ink tabular-nums">{code}</span>
                {description}
              </li>
            ))}
          </ul>
        </Part>
      )}
    </section>
  );
}

function Part({ title, children }: { title: string; children: React.ReactNode }) {
  return (
    <details className="mt-4" open={title === "Parameters"}>
      <summary className="cursor-pointer text-sm font-medium text-ink">{title}</summary>
      <div className="mt-2 border-l border-line pl-4">{children}</div>
    </details>
  );
}

function accessOf(operation: DocumentedOperation): string {
  if (operation.security.length === 0) return "Open to everybody.";
  if (operation.security.some((scheme) => "exchangeKey" in scheme))
    return "With the header X-Exchange-Api-Key.";
  const who = operation["x-role"] === "admin" ? "administrators" : "operators and administrators";
  return `With Authorization: Bearer <token>, or signed in; for ${who}.`;
}
