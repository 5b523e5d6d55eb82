import type { Meta, StoryObj } from "@storybook/nextjs-vite";
import { expect, screen, userEvent, waitFor, within } from "storybook/test";
import { checklist, gathered, type WantedDocument } from "@/server/domain/funding/model/documents.ts";
import { answerUploads } from "../../../stories/answered-uploads.ts";
import type { DeskParameters } from "../../../stories/story-desk.tsx";
import { FileDocuments } from "./file-documents.tsx";
import type { DocumentKind, FileDocument } from "./use-documents.ts";

/** The papers of a client: what is wanted, what is dropped, what has come (F6.2). */
const meta = {
  title: "Funding/Documents of a file",
  component: FileDocuments,
  args: { fileId: 7 },
  decorators: [(Story) => <div className="max-w-160 p-6">{Story()}</div>],
} satisfies Meta<typeof FileDocuments>;
export default meta;
type Story = StoryObj<typeof meta>;

const WANTED: WantedDocument[] = [
  { kind: "bank_statement", least: 3, most: 6 },
  { kind: "tax_return", least: 2, most: 3 },
];

function documentOf(documentId: number, more: Partial<FileDocument> = {}): FileDocument {
  return {
    ...{ fileId: 7, documentId, kind: "bank_statement", covers: 1, name: `Paper ${documentId}.pdf` },
    ...{ size: 120_000, sha256: "0".repeat(64), receivedAt: "2026-11-26T12:00:00.000Z" },
    ...{ receivedBy: "ann@desk.test", removedAt: null, removedBy: null },
    ...more,
  } as FileDocument;
}

let kept: FileDocument[] = [];

const begin = (documents: FileDocument[]) => () => {
  kept = documents;
  return answerUploads(({ address, size }) => {
    const { name = "", kind, covers } = Object.fromEntries(address.searchParams);
    const facts = { name, kind: kind as DocumentKind, covers: Number(covers), size };
    const document = documentOf(kept.length + 1, facts);
    kept = [document, ...kept];
    return { status: 200, body: { isNew: true, document } };
  });
};

const desk: { desk: DeskParameters } = {
  desk: {
    answers: {
      funding: {
        documents: () => {
          const documents = kept.filter(({ removedAt }) => removedAt === null);
          const come = documents.map((one) => ({ ...one, receivedOn: one.receivedAt.slice(0, 10) }));
          const lines = checklist(WANTED, come);
          const removed = kept.filter(({ removedAt }) => removedAt !== null);
          return { checklist: lines, gathered: gathered(lines), documents, removed } as never;
        },
      },
    },
  },
};

const drop = async (name: string) =>
  userEvent.upload(screen.getByLabelText(/^Drop documents here/), new File(["%PDF-1.7"], name));
const received = async (name: string) =>
  (await within(await screen.findByRole("list", { name: "Documents received" })).findByText(name)).closest(
    "li",
  );

/** A file is stored at once as what it was said to be: that stays, until all of it has come or somebody says otherwise. */
export const OneKindAfterTheOther: Story = {
  parameters: desk,
  beforeEach: begin([]),
  play: async () => {
    const what = await screen.findByLabelText("What it is");
    await expect(what).toHaveDisplayValue("Bank statements");
    await userEvent.selectOptions(what, "Tax returns");
    await drop("2024.pdf");
    await expect(await screen.findByText("1 of 2")).toBeVisible();
    await expect(what).toHaveDisplayValue("Tax returns");
    await drop("2025.pdf");
    await expect(await received("2025.pdf")).toHaveTextContent("Tax returns");
    await expect(await screen.findByText("1 still to come.")).toBeVisible();
    await expect(what).toHaveDisplayValue("Bank statements");
    // More than enough of a kind is somebody's own wish.
    await userEvent.selectOptions(what, "Tax returns");
    await drop("2023.pdf");
    await expect(await received("2023.pdf")).toHaveTextContent("Tax returns");
    await expect(what).toHaveDisplayValue("Tax returns");
  },
};

/** Somebody whose scans hold three months each says so once, and not again for every file; of years they have said nothing. */
export const ThreeMonthsInEachFile: Story = {
  parameters: desk,
  beforeEach: begin([]),
  play: async () => {
    const months = await screen.findByLabelText("Months in each file");
    await userEvent.clear(months);
    await userEvent.type(months, "3");
    await drop("January to March.pdf");
    await expect(await screen.findByLabelText("Years in each file")).toHaveValue("1");
    await userEvent.selectOptions(screen.getByLabelText("What it is"), "Bank statements");
    await expect(screen.getByLabelText("Months in each file")).toHaveValue("3");
    await drop("April to June.pdf");
    await expect(await received("April to June.pdf")).toHaveTextContent("3 months");
    await expect(screen.getByLabelText("Months in each file")).toHaveValue("3");
  },
};

export const WhoBroughtThem: Story = {
  parameters: desk,
  beforeEach: begin([
    documentOf(1),
    documentOf(2, { removedAt: "2026-11-26T13:00:00.000Z", removedBy: "deals@desk.test" }),
  ]),
  play: async () => {
    const paper = await received("Paper 1.pdf");
    await waitFor(() => expect(paper).toHaveTextContent("Ann Archer"));
    await userEvent.click(screen.getByText("1 removed"));
    const removed = within(screen.getByRole("list", { name: "Documents removed" }));
    await expect(await removed.findByText(/removed by Dee Alvarez/)).toBeVisible();
  },
};
