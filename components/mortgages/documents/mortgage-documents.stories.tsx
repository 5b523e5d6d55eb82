import type { Meta, StoryObj } from "@storybook/nextjs-vite";
import { expect, screen, userEvent, waitFor, within } from "storybook/test";
import type { DocumentType } from "@/server/domain/mortgages/model/documents.ts";
import { answerUploads } from "../../../stories/answered-uploads.ts";
import { never, refuse } from "../../../stories/answers.ts";
import type { DeskParameters } from "../../../stories/story-desk.tsx";
import { documentOf } from "../testing-stories.ts";
import { MortgageDocuments } from "./mortgage-documents.tsx";
import type { MortgageDocument } from "./use-uploads.ts";

/** The papers of a mortgage: what is there, what is dropped, what is removed (M3, M14). */
const meta = {
  title: "Mortgages/Documents",
  component: MortgageDocuments,
  args: { mortgageId: 42 },
  decorators: [(Story) => <div className="max-w-160 p-6">{Story()}</div>],
} satisfies Meta<typeof MortgageDocuments>;
export default meta;
type Story = StoryObj<typeof meta>;

const THREE = [
  documentOf(3, { name: "Appraisal, second look.pdf" }),
  documentOf(1),
  documentOf(2, { name: "Roof.jpg", type: "inspection", mediaType: "image/jpeg", fileSize: 3_100_000 }),
];

let kept: MortgageDocument[] = [];

const desk: { desk: DeskParameters } = {
  desk: {
    answers: {
      mortgages: {
        documents: {
          list: () => kept,
          remove: ({ documentId }) => {
            kept = kept.filter((one) => one.documentId !== documentId);
            return { documentId: Number(documentId) };
          },
        },
      },
    },
  },
};

const begin = (documents: MortgageDocument[]) => () => {
  kept = documents;
  return answerUploads(({ address, size }) => {
    const [name, type] = ["name", "type"].map((fact) => address.searchParams.get(fact) ?? "");
    const refusal = { code: "UNREADABLE_DOCUMENT", message: "This is no PDF. Nothing was stored." };
    if (name === "broken.pdf") return { status: 422, body: refusal };
    const known = kept.find((one) => one.type === type && one.fileSize === size);
    if (known) return { status: 200, body: { isNew: false, document: known } };
    const document = documentOf(kept.length + 1, {
      name: name ?? "",
      type: type as DocumentType,
      fileSize: size,
    });
    kept = [document, ...kept];
    return { status: 200, body: { isNew: true, document } };
  });
};

const named = (name: string, content = "%PDF-1.7") => new File([content], name);
const listOf = (name: string) => within(screen.getByRole("list", { name }));
const drop = async (...files: File[]) =>
  userEvent.upload(screen.getByLabelText(/^Drop documents here/), files);

export const ByType: Story = {
  parameters: desk,
  beforeEach: begin(THREE),
  play: async () => {
    const newest = (await screen.findByRole("list", { name: "Appraisal" })).firstElementChild;
    await expect(newest).toHaveTextContent("Appraisal, second look.pdf");
    await userEvent.click(screen.getByRole("button", { name: /^Inspection/ }));
    await expect(screen.queryByRole("list", { name: "Appraisal" })).toBeNull();
    await expect(listOf("Inspection").getByText("Roof.jpg")).toBeVisible();
  },
};

export const Empty: Story = { parameters: desk, beforeEach: begin([]) };
export const Loading: Story = {
  parameters: { desk: { answers: { mortgages: { documents: { list: never } } } } satisfies DeskParameters },
};
export const Failed: Story = {
  parameters: {
    desk: {
      answers: {
        mortgages: { documents: { list: () => refuse("UNAVAILABLE", "The database cannot be reached.") } },
      },
    } satisfies DeskParameters,
  },
  play: async () => {
    await expect(await screen.findByText("The documents could not be loaded")).toBeVisible();
  },
};

/** What a name tells is chosen already; what cannot be sent says so at the file. */
export const FilesChosen: Story = {
  parameters: desk,
  beforeEach: begin([]),
  play: async () => {
    await screen.findByText(/^No documents yet/);
    await drop(named("Hazard insurance.pdf"), named("scan0001.pdf"), named("empty.pdf", ""));
    await expect(screen.getByLabelText("What Hazard insurance.pdf is")).toHaveValue("insurance");
    await expect(screen.getByLabelText("What scan0001.pdf is")).toHaveValue("");
    await expect(screen.getByText("The file is empty. Choose another one.")).toBeVisible();
    await expect(screen.getByText("Say what one file is first.")).toBeVisible();
    await expect(screen.getByRole("button", { name: "Add 1 document" })).toBeEnabled();
  },
};

/** Documents are added one after another; one that the server refuses stays, and says why. */
export const Added: Story = {
  parameters: desk,
  beforeEach: begin([]),
  play: async () => {
    await screen.findByText(/^No documents yet/);
    await drop(named("Appraisal.pdf"), named("broken.pdf"));
    await userEvent.selectOptions(screen.getByLabelText("What broken.pdf is"), "Title");
    await userEvent.click(screen.getByRole("button", { name: "Add 2 documents" }));
    await waitFor(() => expect(listOf("Appraisal").getByText("Appraisal.pdf")).toBeVisible());
    await expect(await screen.findByText("This is no PDF. Nothing was stored.")).toBeVisible();
    await expect(screen.queryByRole("list", { name: "Title" })).toBeNull();
  },
};

/** Of two equal files one is added; the other may be once that one is removed. */
export const AddedOnce: Story = {
  parameters: desk,
  beforeEach: begin([]),
  play: async () => {
    await screen.findByText(/^No documents yet/);
    await drop(named("Appraisal.pdf"), named("Appraisal copy.pdf"));
    await userEvent.click(screen.getByRole("button", { name: "Add 2 documents" }));
    const refused = await screen.findByText(/^This very file is here already as “Appraisal”/);
    await userEvent.click(await screen.findByRole("button", { name: "Remove Appraisal.pdf" }));
    const dialog = within(await screen.findByRole("dialog", { name: "Remove this document?" }));
    await userEvent.click(dialog.getByRole("button", { name: "Remove document" }));
    await waitFor(() => expect(refused).not.toBeInTheDocument());
    const add = await screen.findByRole("button", { name: "Add 1 document" });
    await waitFor(() => expect(add).toBeEnabled());
    await userEvent.click(add);
    await waitFor(() => expect(listOf("Appraisal").getByText("Appraisal copy.pdf")).toBeVisible());
    await expect(screen.queryByRole("list", { name: "Files to add" })).toBeNull();
  },
};

/** A document goes after a question. */
export const Removed: Story = {
  parameters: desk,
  beforeEach: begin(THREE),
  play: async () => {
    await userEvent.click(await screen.findByRole("button", { name: "Remove Roof.jpg" }));
    const dialog = within(await screen.findByRole("dialog", { name: "Remove this document?" }));
    await userEvent.click(dialog.getByRole("button", { name: "Remove document" }));
    await expect(await screen.findByRole("button", { name: "Preview Appraisal 2024-02.pdf" })).toBeVisible();
    await waitFor(() => expect(screen.queryByRole("button", { name: "Preview Roof.jpg" })).toBeNull());
  },
};

export const ForAnOperator: Story = {
  parameters: { desk: { ...desk.desk, role: "operator" } satisfies DeskParameters },
  beforeEach: begin(THREE),
  play: async () => {
    await screen.findByRole("button", { name: "Preview Roof.jpg" });
    await expect(screen.queryByRole("button", { name: /^Remove/ })).toBeNull();
    await expect(screen.getByText(/^Documents are added and removed by an administrator/)).toBeVisible();
  },
};
