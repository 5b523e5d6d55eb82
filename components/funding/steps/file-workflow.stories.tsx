import type { Meta, StoryObj } from "@storybook/nextjs-vite";
import { expect, screen, userEvent, waitFor, within } from "storybook/test";
import { PATHS, type PrimaryPath, type Track } from "@/server/domain/funding/model/paths.ts";
import { type Standing, standingOf } from "@/server/domain/funding/model/standing.ts";
import { progressFrom, type StepEvent } from "@/server/domain/funding/model/step-events.ts";
import type { Workflow } from "@/server/domain/funding/model/workflow.ts";
import type { DeskParameters } from "../../../stories/story-desk.tsx";
import { FileWorkflow } from "./file-workflow.tsx";
import { fetchReasonForm } from "./reason-form-lazy.tsx";
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

const EVENT = { runNo: 1, track: null, path: null, step: null, occurrence: null, data: {}, reason: null };

/** What else happened after these, in its order. */
function then(before: StepEvent[], ...more: Partial<StepEvent>[]): StepEvent[] {
  const recorded = { recordedAt: "2026-11-26T13:00:00.000Z", recordedBy: "ann@desk.test" };
  return [
    ...before,
    ...more.map((one, at) => ({ ...EVENT, ...recorded, seq: before.length + at + 1, ...one }) as StepEvent),
  ];
}

const started = (track: Track): Partial<StepEvent> => ({ kind: "started", track });
const ended = (path: PrimaryPath): Partial<StepEvent> => ({
  ...{ kind: "not_funded", path, data: { reason: "client_refused" }, reason: "Wants no cards" },
});

/** By the rules by which the server answers. */
function progressAfter(events: StepEvent[], workflow: Workflow): Progress {
  const standing: Standing = { run: { runNo: 2 }, workflow, events, progress: progressFrom(events) };
  const outbox = { effects: [], earlierEffects: 0 };
  const { fileId } = FILE;
  return { fileId, version: 9, runNo: 2, ...standingOf(standing, [], NOW), ...outbox } as Progress;
}

let isEnded = false;
let endings: string[] = [];
const begin = () => {
  [isEnded, endings] = [false, []];
};

const desk = (progress: Progress, afterEnd = progress): { desk: DeskParameters } => ({
  desk: {
    answers: {
      funding: {
        progress: () => (isEnded ? afterEnd : progress),
        endPath: (given) => {
          isEnded = true;
          endings.push(given.reason);
          return afterEnd as never;
        },
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
  beforeEach: begin,
} satisfies Meta<typeof FileWorkflow>;
export default meta;
type Story = StoryObj<typeof meta>;

/** What concerns the file as a whole is to be done whichever tab is open (F3.4). */
export const ParkedAfterBothTracks: Story = {
  // How long its code takes to come is no part of it.
  beforeEach: async () => {
    await Promise.all([import("./trigger-action.tsx"), import("./parked-call.tsx")]);
  },
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

/** Cards and established funding, both begun. */
const BOTH: Workflow = {
  primaryPaths: ["card_funding", "established_funding"],
  overlays: [],
  establishedSubVariant: "both",
  nextActions: [],
  addressFirst: [],
};
const BEGUN = then([], started("creative"), started("established"));
const NO_CARDS = then(BEGUN, ended("card_funding"));

/** The one thing to do is not hidden behind a tab that nobody chose (F3.4, F8.1); who chose another sees that. */
export const NextStepOfTheOtherTrack: Story = {
  parameters: desk(progressAfter(NO_CARDS, BOTH)),
  play: async () => {
    const established = within(await screen.findByRole("tabpanel", { name: "Established funding" }));
    const approve = await established.findByRole("button", { name: "Review and approve" });
    await userEvent.keyboard("n");
    await expect(approve).toHaveFocus();
    await userEvent.click(screen.getByRole("tab", { name: "Creative funding" }));
    const creative = within(await screen.findByRole("tabpanel", { name: "Creative funding" }));
    await expect(creative.getByText(/Not funded: the client decided against it/)).toBeVisible();
  },
};

/** Nobody ends a path for a reason that they have not chosen (F3.11); then the other track has the next step. */
export const EndWithAReasonOfOnesOwn: Story = {
  // Its form is here before anybody presses, as it is for who approaches the button with a pointer.
  beforeEach: async () => {
    await import("./reason-form.tsx");
    fetchReasonForm();
  },
  parameters: desk(progressAfter(BEGUN, BOTH), progressAfter(NO_CARDS, BOTH)),
  play: async () => {
    const creative = within(await screen.findByRole("tabpanel", { name: "Creative funding" }));
    await userEvent.click(await creative.findByRole("button", { name: "End card funding as not funded …" }));
    const dialog = within(await screen.findByRole("dialog"));
    const why = await dialog.findByLabelText("Why");
    await expect(why).toHaveDisplayValue("Choose a reason");
    await userEvent.type(dialog.getByLabelText("What happened"), "Wants no cards");
    const end = dialog.getByRole("button", { name: "End card funding" });
    await waitFor(() => expect(end).toHaveAttribute("aria-disabled", "false"));
    await userEvent.click(end);
    await waitFor(() => expect(why).toBeInvalid());
    await waitFor(() => expect(why).toHaveFocus());
    await expect(why).toHaveAccessibleDescription("Why has to be chosen.");
    await expect(endings).toEqual([]);
    await userEvent.selectOptions(why, "The client decided against it");
    await userEvent.click(end);
    const established = within(await screen.findByRole("tabpanel", { name: "Established funding" }));
    await expect(await established.findByRole("button", { name: "Review and approve" })).toBeVisible();
    await expect(endings).toEqual(["client_refused"]);
  },
};
