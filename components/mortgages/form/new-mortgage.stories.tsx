import type { Meta, StoryObj } from "@storybook/nextjs-vite";
import { expect, screen, userEvent, waitFor } from "storybook/test";
import type { DeskParameters } from "../../../stories/story-desk.tsx";
import { discardDraft } from "../../ui/use-draft.ts";
import { NewMortgage } from "./new-mortgage.tsx";

/** The form in which a mortgage is entered (M5, M14). */
const meta = {
  title: "Mortgages/New form",
  component: NewMortgage,
  // What one story typed is no draft of the next.
  beforeEach: () => () => discardDraft("new mortgage"),
} satisfies Meta<typeof NewMortgage>;
export default meta;
type Story = StoryObj<typeof meta>;

const borrowers = { list: () => ({ totalRows: 0, page: 1, pageSize: 8, borrowers: [] }) };
const desk = { desk: { answers: { mortgages: { borrowers } } } satisfies DeskParameters };
const SAYS = "Choose “Iris Trial” from the list, or add it as a new borrower.";

/** A name that nobody was chosen by stays, says what to do, and is chosen or added by keys alone. */
export const BorrowerNotChosen: Story = {
  parameters: desk,
  play: async () => {
    const borrower = await screen.findByRole("combobox", { name: "Borrower" });
    await userEvent.type(borrower, "Iris Trial");
    await userEvent.tab();
    await expect(borrower).toHaveValue("Iris Trial");
    await expect(borrower).toHaveAccessibleDescription(SAYS);
    await userEvent.click(screen.getByRole("button", { name: "Create mortgage" }));
    await waitFor(() => expect(screen.getByText("Street is required.")).toBeVisible());
    await expect(borrower).toHaveAccessibleDescription(SAYS);

    borrower.focus();
    await userEvent.keyboard("{ArrowDown}");
    await expect(
      await screen.findByRole("option", { name: "Add “Iris Trial” as a new borrower …" }),
    ).toBeVisible();
    await userEvent.keyboard("{Enter}");
    const name = await screen.findByRole("textbox", { name: "Name" });
    await expect(name).toHaveValue("Iris Trial");
    await userEvent.keyboard("{Escape}");
    await waitFor(() => expect(name).not.toBeInTheDocument());
    await expect(borrower).toHaveValue("Iris Trial");

    await userEvent.clear(borrower);
    await userEvent.tab();
    await expect(borrower).toHaveValue("");
    await expect(borrower).not.toHaveAttribute("aria-invalid");
  },
};
