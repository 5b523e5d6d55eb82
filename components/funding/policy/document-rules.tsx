"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { toast } from "sonner";
import { DocumentRulesInput } from "@/server/domain/funding/document-input.ts";
import {
  DOCUMENT_KINDS,
  type DocumentKind,
  documentTitle,
  type DocumentRules as Rules,
} from "@/server/domain/funding/model/documents.ts";
import { Loaded } from "../../admin/loaded.tsx";
import { Section } from "../../admin/section.tsx";
import { submitOnCommandEnter } from "../../pipeline/submit-key.ts";
import { useSession } from "../../shell/session.tsx";
import { useTRPC } from "../../trpc/client.ts";
import { refusalOf } from "../../trpc/refusal.ts";
import { useProblems } from "../../trpc/use-problems.ts";
import { Button } from "../../ui/button.tsx";
import { Input } from "../../ui/input.tsx";
import { Notice } from "../../ui/notice.tsx";
import { useDraft } from "../../ui/use-draft.ts";
import { useSendOnce } from "../../ui/use-send-once.ts";
import { useWarnBeforeLeaving } from "../../ui/use-warn-before-leaving.ts";

const VARIANTS = [
  ["mca", "Merchant cash advance"],
  ["sba", "SBA loan"],
] as const;

const KINDS = (Object.keys(DOCUMENT_KINDS) as DocumentKind[]).filter((kind) => kind !== "other");

/** What clients have to send for the established products; a tenant's own (F6.2). */
export function DocumentRules() {
  const trpc = useTRPC();
  const rules = useQuery(trpc.funding.documentRules.queryOptions());
  const isAdmin = useSession().role === "admin";
  return (
    <div className="@container border-t">
      <Section
        title="Documents to gather"
        about="What a client has to send, at least and at most. 0 at least makes it optional; left empty, it is not asked for."
      >
        <Loaded query={rules} what="The documents to gather">
          {({ rules: inForce }) =>
            isAdmin ? (
              <RulesForm key={inForce.version} inForce={inForce} />
            ) : (
              <div className="grid gap-6 px-4 text-sm @min-[560px]:grid-cols-2 lg:px-6">
                {VARIANTS.map(([variant, title]) => (
                  <div key={variant}>
                    <h3 className="font-medium">{title}</h3>
                    <ul className="divide-y">
                      {inForce[variant].map((one) => (
                        <li key={one.kind} className="py-1.5">
                          {documentTitle(one)}
                          {one.least === 0 && <span className="text-ink-3"> · optional</span>}
                        </li>
                      ))}
                    </ul>
                  </div>
                ))}
              </div>
            )
          }
        </Loaded>
      </Section>
    </div>
  );
}

type Cell = `${"mca" | "sba"}.${DocumentKind}.${"least" | "most"}`;

function textsOf(rules: Rules): Record<Cell, string> {
  const cells = VARIANTS.flatMap(([variant]) =>
    KINDS.flatMap((kind): [Cell, string][] => {
      const wanted = rules[variant].find((one) => one.kind === kind);
      return [
        [`${variant}.${kind}.least`, String(wanted?.least ?? "")],
        [`${variant}.${kind}.most`, String(wanted?.most ?? "")],
      ];
    }),
  );
  return Object.fromEntries(cells) as Record<Cell, string>;
}

/** A kind without figures is not asked for. */
function rulesOf(version: number, texts: Record<Cell, string>): Rules {
  const listed = (variant: "mca" | "sba") =>
    KINDS.flatMap((kind) => {
      const [least, most] = [
        texts[`${variant}.${kind}.least`].trim(),
        texts[`${variant}.${kind}.most`].trim(),
      ];
      return least === "" && most === ""
        ? []
        : [{ kind, least: least as unknown as number, most: most as unknown as number }];
    });
  return { version, mca: listed("mca"), sba: listed("sba") };
}

function RulesForm({ inForce }: { inForce: Rules }) {
  const draft = useDraft("document-rules", textsOf(inForce), inForce.version);
  const problems = useProblems([]);
  const save = useSaveRules();
  const send = useSendOnce(() => {
    const rules = problems.check(DocumentRulesInput, rulesOf(inForce.version, draft.values));
    return rules && save.mutateAsync(rules as Rules).then(draft.discard, problems.refuse);
  });
  const { notice, fields } = problems.problems;
  const wrong =
    notice?.message ??
    (Object.keys(fields).length > 0 ? "Each needs two whole numbers, the least and the most." : null);
  return (
    <form
      {...problems.form}
      noValidate
      className="flex flex-col gap-4 px-4 lg:px-6"
      onKeyDown={submitOnCommandEnter}
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      <RulesTable field={draft.field} />
      {wrong && (
        <Notice title={wrong} requestId={notice?.requestId}>
          What you typed is still here.
        </Notice>
      )}
      <div className="flex gap-2">
        <Button type="submit" look="filled" disabled={!draft.isTyped} aria-busy={save.isPending}>
          Change documents to gather
        </Button>
        {draft.isTyped && (
          <Button
            onClick={() => {
              draft.discard();
              problems.clear();
            }}
          >
            Leave as it is
          </Button>
        )}
      </div>
    </form>
  );
}

type FieldOf = ReturnType<typeof useDraft<Cell>>["field"];

function RulesTable({ field }: { field: FieldOf }) {
  return (
    <div className="max-w-240 overflow-x-auto">
      <table className="w-full text-sm">
        <thead className="text-left text-xs text-ink-3">
          <tr>
            <th scope="col" className="py-1 font-normal">
              Document
            </th>
            {VARIANTS.map(([variant, title]) => (
              <th key={variant} scope="col" className="py-1 pl-4 font-normal">
                {title}, from – to
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {KINDS.map((kind) => (
            <tr key={kind} className="border-t">
              <th scope="row" className="py-1.5 pr-4 text-left font-normal">
                {DOCUMENT_KINDS[kind].title}
                {DOCUMENT_KINDS[kind].unit && (
                  <span className="text-ink-3">, {DOCUMENT_KINDS[kind].unit}</span>
                )}
              </th>
              {VARIANTS.map(([variant, title]) => (
                <td key={variant} className="py-1.5 pl-4">
                  <span className="flex items-center gap-1.5">
                    {(["least", "most"] as const).map((end) => (
                      <Input
                        key={end}
                        {...field(`${variant}.${kind}.${end}`)}
                        aria-label={`${DOCUMENT_KINDS[kind].title} for ${title}, at ${end}`}
                        inputMode="numeric"
                        autoComplete="off"
                        className="figures h-8 w-16 text-right"
                      />
                    ))}
                  </span>
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function useSaveRules() {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const refresh = () => queryClient.invalidateQueries(trpc.funding.pathFilter());
  const save = useMutation(
    trpc.funding.saveDocumentRules.mutationOptions({
      onSuccess: () => {
        toast.success("The documents to gather are changed");
        return refresh();
      },
      onError: (error) => (refusalOf(error).code === "CONFLICT" ? refresh() : undefined),
    }),
  );
  useWarnBeforeLeaving(save.isPending);
  return save;
}
