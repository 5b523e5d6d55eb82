import type { Metadata } from "next";
import { WorkflowDesigner } from "@/components/workflow/workflow-designer.tsx";
import { Prefetched } from "../../prefetched.tsx";

export const metadata: Metadata = { title: "Workflow" };

export default function WorkflowPage() {
  return (
    <Prefetched queries={(desk) => [desk.workflow(), desk.summary(), desk.workflowVersions()]}>
      <WorkflowDesigner />
    </Prefetched>
  );
}
