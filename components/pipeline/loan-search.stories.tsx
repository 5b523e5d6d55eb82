import type { Meta, StoryObj } from "@storybook/nextjs-vite";
import { useState } from "react";
import { expect, fn, screen, userEvent, waitFor } from "storybook/test";
import type { DeskParameters } from "../../stories/story-desk.tsx";
import { type ListedLoan, type LoanList, LoanListProvider } from "./loan-list-context.ts";
import { LoanSearch } from "./loan-search.tsx";

const ROSA = { pipelineLoanId: 7, borrowerName: "Rosa Delgado" } as ListedLoan;
const open = fn<LoanList["open"]>();
const list = { open, returnTo: () => null } as unknown as LoanList;

/** The search of the list, which leads on into its rows (P7.9). */
const meta = {
  title: "Pipeline/Search of the list",
  component: LoanSearch,
  args: { found: null },
  parameters: {
    desk: { search: "?q=Rosa" } satisfies DeskParameters,
    nextjs: { navigation: { query: { q: "Rosa" } } },
  },
  render: function Searched() {
    const [found, find] = useState<ListedLoan[] | null>(null);
    return (
      <LoanListProvider value={list}>
        <LoanSearch found={found} />
        <button type="button" onClick={() => find([ROSA])}>
          The answer comes
        </button>
        <input aria-label="Elsewhere" />
      </LoanListProvider>
    );
  },
} satisfies Meta<typeof LoanSearch>;
export default meta;
type Story = StoryObj<typeof meta>;

const enter = async () => userEvent.type(await screen.findByRole("searchbox"), "{Enter}");
const answer = () => screen.getByRole("button", { name: "The answer comes" }).click();

/** Enter before the answer is there waits for it. */
export const Awaited: Story = {
  play: async () => {
    await enter();
    await expect(open).not.toHaveBeenCalled();
    answer();
    await waitFor(() => expect(open).toHaveBeenCalledWith(7));
  },
};

/** Whoever has gone on to something else by then is not taken from it. */
export const LeftMeanwhile: Story = {
  play: async () => {
    await enter();
    const elsewhere = screen.getByLabelText("Elsewhere");
    await userEvent.click(elsewhere);
    answer();
    await userEvent.type(elsewhere, "notes");
    await expect(open).not.toHaveBeenCalled();
    await expect(elsewhere).toHaveFocus();
  },
};

/** Who types on asks for something else. */
export const TypedOn: Story = {
  play: async () => {
    await enter();
    const box = screen.getByRole("searchbox");
    await userEvent.type(box, "l");
    await userEvent.type(box, "{Backspace}");
    answer();
    await userEvent.type(box, "{ArrowLeft}");
    await expect(open).not.toHaveBeenCalled();
    await expect(box).toHaveFocus();
  },
};
