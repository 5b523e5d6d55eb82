import type { Meta, StoryObj } from "@storybook/nextjs-vite";
import { expect, screen, userEvent, waitFor, within } from "storybook/test";
import { type Answers, never, refuse } from "../../../stories/answers.ts";
import type { DeskParameters } from "../../../stories/story-desk.tsx";
import { BOOK, LISTING, planOf } from "../testing-stories.ts";
import { MortgageList } from "./mortgage-list.tsx";

/** The page where mortgages are kept (M13, M14). */
const meta = { title: "Mortgages/Management page", component: MortgageList } satisfies Meta<
  typeof MortgageList
>;
export default meta;
type Story = StoryObj<typeof meta>;

type Mortgages = NonNullable<Answers["mortgages"]>;

let book = BOOK;

/** Filters as the server does, as far as stories ask. */
const list: Mortgages["list"] = ({ page = 1, pageSize = 25, status, search }) => {
  const wanted = String(status ?? "");
  const found = book
    .filter((one) => wanted === "" || wanted.split(",").includes(one.status))
    .filter((one) => !search || one.borrowerName.toLowerCase().includes(search.toLowerCase()));
  return { totalRows: found.length, page: Number(page), pageSize: Number(pageSize), mortgages: found };
};

function desk(more: Mortgages = {}, rest: DeskParameters = {}): { desk: DeskParameters } {
  const maturing = () => ({ mortgages: book, isCut: false });
  return { desk: { answers: { mortgages: { list, maturing, ...more } }, ...rest } };
}

const begin = (mortgages: typeof BOOK) => () => {
  book = mortgages;
};
const rows = () =>
  within(screen.getByRole("table", { name: "Mortgages" }))
    .getAllByRole("row")
    .slice(1);
const openMenu = async (borrower: string) => {
  const name = new RegExp(`^Actions for mortgage \\d+ of ${borrower}`);
  await userEvent.click(await screen.findByRole("button", { name }));
};

export const WithMortgages: Story = {
  parameters: desk(),
  beforeEach: begin(BOOK),
  play: async () => {
    await screen.findByRole("link", { name: "Rosa Delgado" });
    await expect(rows()).toHaveLength(3);
    await expect(rows()[1]).toHaveTextContent("1,250,000.00");
  },
};

export const Loading: Story = { parameters: desk({ list: never, maturing: never }) };

export const Empty: Story = {
  parameters: desk(),
  beforeEach: begin([]),
  play: async () => {
    await expect(await screen.findByText("No mortgages yet")).toBeVisible();
  },
};

export const Failed: Story = {
  parameters: desk({ list: () => refuse("UNAVAILABLE", "The database cannot be reached at the moment.") }),
  beforeEach: begin(BOOK),
  play: async () => {
    await expect(await screen.findByText("The mortgages could not be loaded")).toBeVisible();
  },
};

/** By status; what matches nothing says so and can be cleared. */
export const Filtering: Story = {
  parameters: desk(),
  beforeEach: begin(BOOK),
  play: async () => {
    await screen.findByRole("link", { name: "Rosa Delgado" });
    await userEvent.click(screen.getByRole("button", { name: "Status" }));
    await userEvent.click(await screen.findByRole("menuitemcheckbox", { name: "Defaulted" }));
    await userEvent.keyboard("{Escape}");
    await waitFor(() => expect(rows()).toHaveLength(1));
    await expect(rows()[0]).toHaveTextContent("Tomas Ekwueme");
    await userEvent.type(screen.getByLabelText("Search mortgages"), "rosa");
    await expect(await screen.findByText("No mortgage matches")).toBeVisible();
    await userEvent.click(screen.getByRole("button", { name: "Clear filters" }));
    await waitFor(() => expect(rows()).toHaveLength(3));
  },
};

/** An administrator edits, renews and deletes: with all that hangs on it, after it was shown. */
export const AdminActions: Story = {
  parameters: desk({
    previewDeletion: () => planOf({ payments: 24, paid: "60153.60", listings: [LISTING] }),
    delete: () => {
      book = book.filter(({ mortgageId }) => mortgageId !== 42);
      return { mortgageId: 42, counts: planOf().counts, reinstated: null };
    },
  }),
  beforeEach: begin(BOOK),
  play: async () => {
    await openMenu("Rosa Delgado");
    for (const name of ["Open", "Edit", "Renew …"])
      await expect(await screen.findByRole("menuitem", { name })).toBeEnabled();
    await userEvent.click(screen.getByRole("menuitem", { name: "Delete …" }));
    const dialog = within(await screen.findByRole("dialog", { name: "Delete mortgage 42" }));
    await userEvent.click(await dialog.findByLabelText("Delete the listing too"));
    await userEvent.type(dialog.getByLabelText(/^To confirm, type/), "42");
    await userEvent.click(dialog.getByRole("button", { name: "Delete mortgage and listing" }));
    await waitFor(() => expect(screen.getByText("Mortgage 42 deleted")).toBeVisible());
    await waitFor(() => expect(rows()).toHaveLength(2));
  },
};

/** Others see what there is and why they cannot. */
export const ForAnOperator: Story = {
  parameters: desk({}, { role: "operator" }),
  beforeEach: begin(BOOK),
  play: async () => {
    await openMenu("Rosa Delgado");
    await expect(await screen.findByRole("menuitem", { name: "Delete …" })).toHaveAttribute(
      "aria-disabled",
      "true",
    );
    await expect(screen.getByText("Only an administrator changes mortgages.")).toBeVisible();
  },
};
