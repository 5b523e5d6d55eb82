import type { Meta, StoryObj } from "@storybook/nextjs-vite";
import { useState } from "react";
import { expect, screen, userEvent } from "storybook/test";
import { never } from "../../stories/answers.ts";
import type { DeskParameters } from "../../stories/story-desk.tsx";
import { BulkReportView } from "./bulk-report.tsx";
import type { BulkReport } from "./bulk-run.ts";

const refused = {
  ...{ pipelineLoanId: 7, success: false, previousStatus: "committed", newStatus: null, facts: null },
  ...{ code: "UNAVAILABLE", error: "UNAVAILABLE: Busy.", message: "The database cannot be reached." },
} satisfies BulkReport["results"][number];

const REPORT: BulkReport = {
  run: { kind: "move", input: { loanIds: [7], newStatus: "in_transit", notes: "Sent" } },
  results: [refused],
  leftOut: [],
};

/** What came of an action on many loans (P7.5). */
const meta = {
  title: "Pipeline/Result of many loans",
  component: BulkReportView,
  args: {
    report: REPORT,
    loans: new Map(),
    isPending: false,
    onRetry: never,
    onLookAgain: () => {},
    onClose: () => {},
  },
  parameters: { desk: { answers: { pipeline: { workflow: never } } } satisfies DeskParameters },
} satisfies Meta<typeof BulkReportView>;
export default meta;
type Story = StoryObj<typeof meta>;

/** It has the focus as it comes up; whoever is on a button by then stays there while it is drawn again. */
export const TriedAgain: Story = {
  render: function Tried(args) {
    const [isPending, setPending] = useState(false);
    const onRetry = () => {
      setPending(true);
      return never();
    };
    return <BulkReportView {...args} isPending={isPending} onRetry={onRetry} />;
  },
  play: async () => {
    await expect(await screen.findByRole("status")).toHaveFocus();
    const retry = screen.getByRole("button", { name: "Retry 1 failed" });
    await userEvent.click(retry);
    await expect(retry).toHaveAttribute("aria-busy", "true");
    await expect(retry).toHaveFocus();
  },
};
