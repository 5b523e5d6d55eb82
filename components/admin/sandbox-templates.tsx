"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { TEMPLATE_FATES, type TemplateFate } from "@/server/domain/integrations/input.ts";
import { useTRPC } from "../trpc/client.ts";
import { refusalOf } from "../trpc/refusal.ts";
import { Select } from "../ui/input.tsx";
import { Notice } from "../ui/notice.tsx";
import { Loaded } from "./loaded.tsx";

/** What becomes of the sandbox's templates, chosen here, shows on the mortgages that rest on them (M12). */
export function SandboxTemplates() {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const templates = useQuery(trpc.integrations.sandboxTemplates.queryOptions());
  const change = useMutation(
    trpc.integrations.changeSandboxTemplate.mutationOptions({
      onSuccess: (changed) =>
        queryClient.setQueryData(trpc.integrations.sandboxTemplates.queryKey(), changed),
      onSettled: () =>
        Promise.all([
          queryClient.invalidateQueries(trpc.integrations.sandbox.pathFilter()),
          queryClient.invalidateQueries(trpc.mortgages.templates.pathFilter()),
        ]),
    }),
  );
  const refusal = change.error ? refusalOf(change.error) : null;
  const shown = (templateId: string, fate: TemplateFate) =>
    change.isPending && change.variables.templateId === templateId ? change.variables.fate : fate;
  return (
    <div>
      <h3 className="text-sm font-semibold">Templates of the sandbox</h3>
      <p className="max-w-180 text-xs text-ink-2">
        Let something happen to one, and see what a mortgage says that has it.
      </p>
      {refusal && <Notice title={refusal.message} requestId={refusal.requestId} className="mt-3" />}
      <div className="mt-3">
        <Loaded query={templates} what="The templates of the sandbox">
          {(all) => (
            <ul className="flex flex-col divide-y rounded-md border bg-raised">
              {all.map(({ templateId, title, fate }) => (
                <li
                  key={templateId}
                  className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1 px-3 py-2"
                >
                  <span className="min-w-0">
                    <span className="block text-sm font-medium">{title}</span>
                    <span className="block text-xs break-all text-ink-3">{templateId}</span>
                  </span>
                  <Select
                    aria-label={`What became of ${title}`}
                    value={shown(templateId, fate)}
                    aria-busy={change.isPending}
                    onChange={({ target }) =>
                      change.mutate({ templateId, fate: target.value as TemplateFate })
                    }
                  >
                    {Object.entries(TEMPLATE_FATES).map(([name, label]) => (
                      <option key={name} value={name}>
                        {label}
                      </option>
                    ))}
                  </Select>
                </li>
              ))}
            </ul>
          )}
        </Loaded>
      </div>
    </div>
  );
}
