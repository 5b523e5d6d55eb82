import type { Meta, StoryObj } from "@storybook/nextjs-vite";
import { getRouter } from "@storybook/nextjs-vite/navigation.mock";
import { expect, fn, screen, userEvent, waitFor, within } from "storybook/test";
import { type Answers, never } from "../../../stories/answers.ts";
import type { DeskParameters } from "../../../stories/story-desk.tsx";
import { discardDraft } from "../../ui/use-draft.ts";
import { MortgageDocuments } from "../documents/mortgage-documents.tsx";
import { detailOf, documentOf } from "../testing-stories.ts";
import { editDraft } from "./edit-draft.ts";
import { EditMortgage } from "./edit-mortgage.tsx";

/** The form in which a mortgage is changed (M7, M14). */
const meta = {
  title: "Mortgages/Update form",
  component: EditMortgage,
  args: { mortgageId: 42 },
  // What one story typed is no draft of the next.
  beforeEach: () => () => discardDraft(editDraft(42)),
} satisfies Meta<typeof EditMortgage>;
export default meta;
type Story = StoryObj<typeof meta>;

const update = fn<NonNullable<NonNullable<Answers["mortgages"]>["update"]>>(() =>
  detailOf({ version: 4, interestRate: "5.8750" }),
);

function desk(get: () => ReturnType<typeof detailOf> | null | Promise<never>): { desk: DeskParameters } {
  const borrowers = { list: () => ({ totalRows: 0, page: 1, pageSize: 8, borrowers: [] }) };
  const documents = { list: () => [documentOf(1), documentOf(2, { name: "Title.pdf", type: "title" })] };
  return { desk: { answers: { mortgages: { get, update, borrowers, documents } } } };
}

const retype = async (label: string, text: string) => {
  const field = await screen.findByLabelText(label);
  await userEvent.clear(field);
  if (text !== "") await userEvent.type(field, text);
};
const save = async () => userEvent.click(await screen.findByRole("button", { name: "Save mortgage" }));

export const Default: Story = {
  parameters: desk(() => detailOf()),
  play: async () => {
    await expect(await screen.findByLabelText("Loan amount")).toHaveValue("412,500.00");
    await expect(screen.getByLabelText("Street")).toHaveValue("41 Alder Way");
  },
};

/** Each fault stands at its field, and nothing is sent. */
export const ValidationErrors: Story = {
  parameters: desk(() => detailOf()),
  play: async () => {
    await retype("Loan amount", "0");
    await retype("Interest rate", "120");
    await retype("Street", "");
    await retype("Maturity date", "2020-01-01");
    await save();
    for (const label of ["Loan amount", "Interest rate", "Street", "Maturity date"])
      await waitFor(() => expect(screen.getByLabelText(label)).toHaveAttribute("aria-invalid", "true"));
    await expect(update).not.toHaveBeenCalled();
  },
};

/** Only what changed is sent, and the record is shown again. */
export const Success: Story = {
  parameters: desk(() => detailOf()),
  play: async () => {
    await retype("Interest rate", "5.875");
    await save();
    await waitFor(() =>
      expect(update).toHaveBeenCalledWith({ mortgageId: 42, version: 3, interestRate: "5.8750" }),
    );
    await waitFor(() => expect(getRouter().push).toHaveBeenCalledWith("/mortgages/42"));
    await waitFor(() => expect(screen.getByText("Mortgage 42 saved")).toBeVisible());
  },
};

/** Nothing is sent about the former borrower while another name stands in the box. */
export const BorrowerHalfTyped: Story = {
  parameters: desk(() => detailOf()),
  play: async () => {
    const borrower = await screen.findByRole("combobox", { name: "Borrower" });
    await userEvent.clear(borrower);
    await userEvent.type(borrower, "Iris{Control>}{Enter}{/Control}");
    await expect(borrower).toHaveValue("Iris");
    await expect(borrower).toHaveAccessibleDescription(/^Choose “Iris” from the list, or add it/);
    await save();
    await waitFor(() => expect(borrower).toHaveFocus());
    await expect(update).not.toHaveBeenCalled();
  },
};

/** The papers beside the record: added by dropping them, removed after a question. */
export const DocumentManagement: Story = {
  parameters: desk(() => detailOf()),
  render: ({ mortgageId }) => (
    <div className="max-w-160 p-6">
      <MortgageDocuments mortgageId={mortgageId} />
    </div>
  ),
  play: async () => {
    await userEvent.upload(await screen.findByLabelText(/^Drop documents here/), [
      new File(["%PDF-1.7"], "Inspection 2026.pdf"),
    ]);
    const toAdd = within(await screen.findByRole("list", { name: "Files to add" }));
    await expect(toAdd.getByLabelText("What Inspection 2026.pdf is")).toHaveValue("inspection");
    await userEvent.click(toAdd.getByRole("button", { name: "Take Inspection 2026.pdf off the list" }));
    await expect(screen.queryByRole("list", { name: "Files to add" })).toBeNull();
    await userEvent.click(await screen.findByRole("button", { name: "Remove Title.pdf" }));
    await expect(await screen.findByRole("dialog", { name: "Remove this document?" })).toHaveTextContent(
      "Title.pdf",
    );
  },
};

export const Loading: Story = { parameters: desk(never) };

export const NotThere: Story = {
  parameters: desk(() => null),
  play: async () => {
    await expect(await screen.findByRole("heading", { level: 1 })).toBeVisible();
  },
};
