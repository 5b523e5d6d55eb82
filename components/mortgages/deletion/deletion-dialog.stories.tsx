import type { Meta, StoryObj } from "@storybook/nextjs-vite";
import { expect, fn, screen, userEvent, waitFor, within } from "storybook/test";
import { type Answers, never, refuse } from "../../../stories/answers.ts";
import type { DeskParameters } from "../../../stories/story-desk.tsx";
import { documentOf, LISTING, LOCKED, MORTGAGE, planOf } from "../testing-stories.ts";
import { DeletionDialog } from "./deletion-dialog.tsx";
import type { Plan } from "./plan-lines.ts";

/** The question before a mortgage goes, in each case that there is (M9, M10, M14). */
const meta = {
  title: "Mortgages/Deletion dialog",
  component: DeletionDialog,
  args: { mortgageId: 42, open: true, onOpenChange: fn(), onDeleted: fn() },
} satisfies Meta<typeof DeletionDialog>;
export default meta;
type Story = StoryObj<typeof meta>;

const remove = fn<NonNullable<NonNullable<Answers["mortgages"]>["delete"]>>(() => ({
  mortgageId: 42,
  counts: planOf().counts,
  reinstated: null,
}));

function desk(
  previewDeletion: () => Plan | Promise<Plan>,
  more: DeskParameters = {},
  carriedOut = remove,
): { desk: DeskParameters } {
  return { desk: { answers: { mortgages: { previewDeletion, delete: carriedOut } }, ...more } };
}

const dialogOf = () => screen.findByRole("dialog", { name: "Delete mortgage 42" });
const idField = async () => within(await dialogOf()).findByLabelText(/^To confirm, type/);
const buttonOf = async (name: string) => within(await dialogOf()).findByRole("button", { name });

const EVERYTHING = {
  comparables: 3,
  payments: 24,
  paid: "60153.60",
  documents: [
    documentOf(1),
    documentOf(2, { name: "Title commitment.pdf", type: "title", fileSize: 640_000 }),
    documentOf(3, { name: "Roof, north side.jpg", type: "inspection", fileSize: 3_100_000 }),
    documentOf(4, { name: "Hazard policy.pdf", type: "insurance", fileSize: 210_000 }),
  ],
  templates: ["envelope_commitment", "envelope_assignment"],
};

/** Nothing but its shares hangs on it. */
export const Simple: Story = {
  parameters: desk(() => planOf()),
  play: async ({ args }) => {
    const button = await buttonOf("Delete mortgage 42");
    await expect(button).toBeDisabled();
    await userEvent.type(await idField(), "41");
    await expect(button).toBeDisabled();
    await userEvent.clear(await idField());
    await userEvent.type(await idField(), "42");
    await userEvent.click(button);
    await waitFor(() => expect(args.onDeleted).toHaveBeenCalledOnce());
    const planToken = planOf().planToken;
    await expect(remove).toHaveBeenCalledWith({
      mortgageId: 42,
      planToken,
      withListings: false,
      force: false,
    });
  },
};

/** All that goes, all that stays, and what its predecessor becomes again. */
export const CascadeImpact: Story = {
  parameters: desk(() =>
    planOf({
      ...EVERYTHING,
      listings: [{ ...LISTING, status: "withdrawn" }],
      predecessor: { mortgageId: 41, statusBefore: "defaulted" },
    }),
  ),
  play: async () => {
    const dialog = within(await dialogOf());
    const goes = within(await dialog.findByRole("list", { name: /^Goes for good/ }));
    await expect(goes.getByText(/\$60,153\.60 in all/)).toBeVisible();
    await expect(goes.getByText(/6\.4 MB in all/)).toBeVisible();
    const stays = dialog.getByRole("list", { name: "Stays" });
    await expect(stays).toHaveTextContent("Rosa Delgado");
    await expect(stays).toHaveTextContent("Mortgage 41 becomes defaulted again");
  },
};

/** An active listing goes only when that is chosen. */
export const WithListing: Story = {
  parameters: desk(() => planOf({ ...EVERYTHING, listings: [LISTING] })),
  play: async () => {
    await userEvent.type(await idField(), "42");
    const button = await buttonOf("Delete mortgage and listing");
    await expect(button).toBeDisabled();
    await userEvent.click(within(await dialogOf()).getByLabelText("Delete the listing too"));
    await expect(button).toBeEnabled();
  },
};

/** A deal holds the listing: the deal and who locked it are named, and force is a choice of its own. */
export const LockedWithForce: Story = {
  parameters: desk(() => planOf({ ...EVERYTHING, listings: [LOCKED] })),
  play: async ({ args }) => {
    const dialog = within(await dialogOf());
    await expect(await dialog.findByText("Meridian Fund, spring pool")).toBeVisible();
    await userEvent.type(await idField(), "42");
    const button = await buttonOf("Clear the lock and delete all of it");
    await expect(button).toBeDisabled();
    await userEvent.click(dialog.getByLabelText("Clear the lock by force and delete the listing"));
    await userEvent.click(button);
    await waitFor(() => expect(args.onDeleted).toHaveBeenCalledOnce());
    await expect(remove).toHaveBeenCalledWith(expect.objectContaining({ force: true }));
  },
};

/** A renewal rests on it, so there is nothing to confirm. */
export const BlockedByRenewal: Story = {
  parameters: desk(() => planOf({ mortgage: { ...MORTGAGE, status: "renewed", renewedBy: 57 } })),
  play: async () => {
    const dialog = within(await dialogOf());
    await expect(await dialog.findByRole("link", { name: "Mortgage 57" })).toHaveAttribute(
      "href",
      "/mortgages/57",
    );
    await expect(dialog.queryByRole("button", { name: /delete/i })).toBeNull();
  },
};

let looks = 0;

/** Somebody added a document meanwhile: it is shown anew, marked, and confirmed anew. */
export const ChangedMeanwhile: Story = {
  parameters: desk(
    () => {
      looks += 1;
      return looks === 1 ? planOf() : planOf({ documents: [documentOf(1)], planToken: "b".repeat(64) });
    },
    {},
    fn(() => refuse("DELETION_PLAN_CHANGED", "What hangs on this mortgage has changed since you looked.")),
  ),
  beforeEach: () => {
    looks = 0;
  },
  play: async ({ args }) => {
    await userEvent.type(await idField(), "42");
    await userEvent.click(await buttonOf("Delete mortgage 42"));
    const dialog = within(await dialogOf());
    await expect(await dialog.findByText("This has changed since you looked.")).toBeVisible();
    await expect(dialog.getByText("was 0")).toBeVisible();
    await expect(await idField()).toHaveValue("");
    await expect(await buttonOf("Delete mortgage 42")).toBeDisabled();
    await expect(args.onDeleted).not.toHaveBeenCalled();
  },
};

/** Nothing of it was carried out, and the question stays. */
export const Failed: Story = {
  parameters: desk(
    () => planOf(EVERYTHING),
    {},
    fn(() =>
      refuse(
        "DELETION_FAILED",
        "The payments could not be deleted, so nothing was: everything is as before.",
      ),
    ),
  ),
  play: async ({ args }) => {
    await userEvent.type(await idField(), "42");
    await userEvent.click(await buttonOf("Delete mortgage 42"));
    await expect(await within(await dialogOf()).findByText(/everything is as before/)).toBeVisible();
    await expect(args.onDeleted).not.toHaveBeenCalled();
  },
};

/** Cancel changes nothing. */
export const Cancelled: Story = {
  parameters: desk(() => planOf(EVERYTHING)),
  play: async ({ args }) => {
    await userEvent.type(await idField(), "42");
    await userEvent.click(await buttonOf("Cancel"));
    await expect(args.onOpenChange).toHaveBeenCalledWith(false);
    await expect(args.onDeleted).not.toHaveBeenCalled();
    await expect(remove).not.toHaveBeenCalled();
  },
};

export const Loading: Story = { parameters: desk(never) };

/** Whoever is no administrator is told so, and nothing is asked: asking would be an attempt. */
export const ForAnOperator: Story = {
  parameters: { desk: { role: "operator" } satisfies DeskParameters },
  play: async () => {
    const why = within(await dialogOf()).getByText(/^Only administrators delete mortgages/);
    await waitFor(() => expect(why).toBeVisible());
  },
};
