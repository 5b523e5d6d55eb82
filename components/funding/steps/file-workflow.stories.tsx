import type { Meta, StoryObj } from "@storybook/nextjs-vite";
import { expect, screen, userEvent, within } from "storybook/test";
import { PATHS, type PrimaryPath } from "@/server/domain/funding/model/paths.ts";
import { type Standing, standingOf } from "@/server/domain/funding/model/standing.ts";
import { progressFrom, type StepEvent } from "@/server/domain/funding/model/step-events.ts";
import type { Workflow } from "@/server/domain/funding/model/workflow.ts";
import type { DeskParameters } from "../../../stories/story-desk.tsx";
import { FileWorkflow } from "./file-workflow.tsx";
import type { FundingFile, Progress } from "./workflow-context.ts";

const NOW = Date.parse("2026-11-27T12:00:00.000Z");

/** Parked by its newest report, after both tracks were funded. */
const PARKED: Workflow = {
  primaryPaths: ["parked"],
  overlays: [],
  parkedReason: "thin_file",
  parkedCallbackDate: Date.parse("2027-05-27T12:00:00.000Z"),
  nextActions: [],
  addressFirst: [],
};

const FILE = {
  fileId: 7,
  name: "Ana Ruiz",
  email: "ana@mail.test",
  phone: null,
  operator: "ann@desk.test",
  runs: [{ runNo: 2, workflow: PARKED, paydowns: { paydownAmountNeeded: "0.00", topPaydownAccounts: [] } }],
} as unknown as FundingFile;

/** Every step of these paths is done. */
function walked(...paths: PrimaryPath[]): StepEvent[] {
  const steps = paths.flatMap((path) =>
    PATHS[path].steps.filter((step) => !("isShared" in step)).map(({ id }) => ({ path, step: id })),
  );
  return steps.map((one, index) => ({
    ...{ seq: index + 1, kind: "completed", runNo: 1, track: null, occurrence: 1, data: {}, reason: null },
    ...{ recordedAt: "2026-11-26T12:00:00.000Z", recordedBy: "ann@desk.test" },
    ...one,
  }));
}

/** By the rules by which the server answers. */
function progressAfter(events: StepEvent[], workflow: Workflow): Progress {
  const standing: Standing = { run: { runNo: 2 }, workflow, events, progress: progressFrom(events) };
  const outbox = { effects: [], earlierEffects: 0 };
  const { fileId } = FILE;
  return { fileId, version: 9, runNo: 2, ...standingOf(standing, [], NOW), ...outbox } as Progress;
}

const desk = (progress: Progress): { desk: DeskParameters } => ({
  desk: {
    answers: {
      funding: {
        progress: () => progress,
        operator: ({ operator }) => ({
          ...{ operator, version: 0, displayName: "Ann Archer", feePercent: "9", affiliateLink: null },
          ...{ createdAt: null, createdBy: null },
        }),
      },
      integrations: { modes: () => [] },
    },
  },
});

/** The way to funding, as a file's page shows it (F8.1). */
const meta = {
  title: "Funding/Workflow of a file",
  component: FileWorkflow,
  args: { file: FILE },
} satisfies Meta<typeof FileWorkflow>;
export default meta;
type Story = StoryObj<typeof meta>;

/** What concerns the file as a whole is to be done whichever tab is open (F3.4). */
export const ParkedAfterBothTracks: Story = {
  parameters: desk(progressAfter(walked("card_funding", "established_funding"), PARKED)),
  play: async () => {
    const mayTell = async (name: string) => {
      const tab = within(await screen.findByRole("tabpanel", { name }));
      await expect(await tab.findByRole("button", { name: /^Send/ })).toBeEnabled();
      await expect(tab.getByRole("heading", { name: "Tell the client when we call back" })).toBeVisible();
    };
    await mayTell("Creative funding");
    await userEvent.click(screen.getByRole("tab", { name: "Established funding" }));
    await mayTell("Established funding");
  },
};
