import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { gunzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { closeControlDatabase } from "../../db/control/client.ts";
import { deploymentFrom } from "../../db/deployment.ts";
import { closeTenants } from "../../db/tenant/client.ts";
import { type TestTenant, testTenant } from "../../db/testing.ts";
import {
  arrayJson,
  creditResponse,
  liability,
  mismoXml,
  SSN,
} from "../domain/funding/intake/testing-documents.ts";
import { openSealedBytes, type SealedBytes } from "../domain/funding/sealed-bytes.ts";
import { opened } from "../domain/funding/testing-files.ts";
import { everythingKept } from "../domain/funding/testing-offers.ts";
import { backupTenant } from "../domain/tenancy/backup-tenant.ts";
import { requireTenant } from "../domain/tenancy/tenant-rows.ts";
import { tokenOf } from "./testing-callers.ts";
import { send } from "./testing-client.ts";

/** F1.1: vendors' documents through the door of credit reports, and what is kept of them. */

let tenant: TestTenant;
let operator: Record<string, string>;
const folder = mkdtempSync(path.join(tmpdir(), "pssaas-intake-"));
beforeAll(async () => {
  tenant = await testTenant();
  operator = await tokenOf(tenant, "operator");
});
afterAll(async () => {
  rmSync(folder, { recursive: true, force: true });
  await Promise.all([tenant.close(), closeTenants(), closeControlDatabase()]);
});

const HELD = /078[^\dA-Za-z]{0,2}05[^\dA-Za-z]{0,2}1120/;
const newFile = async () => (await opened(tenant.as("operator"))).fileId;

function post(fileId: number, body: string | Uint8Array, type = "application/xml") {
  const headers = { ...operator, "content-type": type };
  return send("POST", `/api/funding/files/${fileId}/credit-reports`, { headers, body });
}

const everyRow = () => everythingKept(tenant);

describe("F1.1 POST /api/funding/files/{id}/credit-reports", () => {
  it.each(["application/xml", "text/xml; charset=utf-8", "Application/XML"])(
    "takes MISMO 2 as %s and answers as it answers JSON",
    async (type) => {
      const fileId = await newFile();
      const { status, json, text } = await post(fileId, mismoXml(), type);
      expect(status, text).toBe(200);
      expect(json).toMatchObject({
        fileId,
        isNew: true,
        report: { sourceFormat: "MISMO XML", vendor: "Merge House", issuedOn: "2020-01-01" },
        run: { runNo: 1, representativeScore: 703 },
      });
      expect((await post(fileId, mismoXml(), type)).json).toEqual({ ...json, isNew: false });
    },
  );

  it("takes the JSON of Array, told by what stands at its top", async () => {
    const { status, json } = await post(await newFile(), arrayJson(), "application/json");
    expect([status, json.report]).toEqual([
      200,
      expect.objectContaining({ sourceFormat: "Array JSON", vendor: "Merge House" }),
    ]);
  });

  it.each<[string, number, string, string | Uint8Array, string, string]>([
    ["XML that says it is JSON", 400, "PAYLOAD_VALIDATION", mismoXml(), "application/json", ""],
    ["JSON that says it is XML", 400, "PAYLOAD_VALIDATION", arrayJson(), "application/xml", ""],
    ["neither", 415, "UNSUPPORTED_CONTENT_TYPE", "a,b", "text/csv", "none"],
    ["a form of another site", 415, "UNSUPPORTED_CONTENT_TYPE", "a=b", "text/plain", "none"],
    ["a document that breaks off", 400, "PAYLOAD_VALIDATION", mismoXml().slice(0, 2_000), "text/xml", ""],
    ["more than 8 MB", 413, "PAYLOAD_TOO_LARGE", new Uint8Array(8_000_001), "text/xml", "none"],
    [
      "two borrowers",
      400,
      "PAYLOAD_VALIDATION",
      mismoXml(creditResponse({ BORROWER: [{ "@BorrowerID": "B1" }, { "@BorrowerID": "B2" }] })),
      "text/xml",
      "BORROWER",
    ],
    [
      "a negative balance",
      400,
      "PAYLOAD_VALIDATION",
      arrayJson(creditResponse({ CREDIT_LIABILITY: liability({ "@_UnpaidBalanceAmount": "-1" }) })),
      "application/json",
      "CREDIT_LIABILITY/@_UnpaidBalanceAmount",
    ],
  ])(
    "refuses %s, names the place, and the file is unchanged",
    async (_what, wanted, code, body, type, field) => {
      const fileId = await newFile();
      const before = await everyRow();
      const { status, json, text } = await post(fileId, body, type);
      expect([status, json.code], text).toEqual([wanted, code]);
      if (field !== "none") expect((json.details as { field: string }[])[0]?.field).toBe(field);
      expect(await everyRow()).toBe(before);
    },
  );

  it("is not found for another tenant's file, whatever is sent", async () => {
    const other = await testTenant();
    try {
      await other.owner.query("select setval('funding_file_file_id_seq', 5000)");
      const { fileId } = await opened(other.as("operator"));
      const { status, json } = await post(fileId, mismoXml());
      expect([status, json.code]).toEqual([404, "FILE_NOT_FOUND"]);
    } finally {
      await other.close();
    }
  });
});

describe("F6.2 GET /api/funding/files/{id}/documents/{documentId}", () => {
  const bytes = Buffer.concat([Buffer.from("%PDF-1.7\n"), Buffer.alloc(2_400_000, 7)]);
  const add = (fileId: number, name: string) =>
    send(
      "POST",
      `/api/funding/files/${fileId}/documents?kind=bank_statement&name=${encodeURIComponent(name)}`,
      {
        headers: { ...operator, "content-type": "application/octet-stream" },
        body: new Blob([bytes]).stream(),
      },
    );

  it("F6.2 is a download that no browser opens at our address, byte for byte", async () => {
    const fileId = await newFile();
    const { status, json, text } = await add(fileId, 'Kontoauszug "Mai" 5%.pdf');
    expect(status, text).toBe(200);
    const { documentId, name } = json.document as { documentId: number; name: string };
    const { headers, status: found } = await send(
      "GET",
      `/api/funding/files/${fileId}/documents/${documentId}`,
      {
        headers: operator,
      },
    );
    expect([found, name]).toEqual([200, "Kontoauszug Mai 5%.pdf"]);
    expect(Object.fromEntries(headers)).toMatchObject({
      "content-type": "application/pdf",
      "content-length": String(bytes.length),
      "content-disposition":
        "attachment; filename=\"Kontoauszug Mai 5_.pdf\"; filename*=UTF-8''Kontoauszug%20Mai%205%25.pdf",
      "x-content-type-options": "nosniff",
      "cache-control": "no-store",
      "content-security-policy": "sandbox; default-src 'none'",
    });
  });

  it("F6.2 of another file, of none, or asked for by nobody, is refused", async () => {
    const [fileId, elsewhere] = [await newFile(), await newFile()];
    const { documentId } = (await add(fileId, "a.pdf")).json.document as { documentId: number };
    const at = (file: number, id: number | string) => `/api/funding/files/${file}/documents/${id}`;
    for (const address of [at(elsewhere, documentId), at(fileId, 999_999)])
      expect((await send("GET", address, { headers: operator })).json.code).toBe("DOCUMENT_NOT_FOUND");
    expect((await send("GET", at(fileId, "x"), { headers: operator })).status).toBe(400);
    expect((await send("GET", at(fileId, documentId))).status).toBe(401);
  });
});

describe("F1.1 the social security number of a vendor's document", () => {
  /** Every place where something stands may hold it, in several spellings. */
  const SPELLED = [SSN, "078-05-1120", "078 05 1120", `SSN ${SSN}.`, "078–05–1120"];

  function documents(): { body: string; type: string }[] {
    const whole = creditResponse();
    const account = liability();
    const attributes = Object.keys(account).filter((name) => name.startsWith("@"));
    const held = SPELLED.flatMap((said) => [
      ...attributes.map((name) =>
        creditResponse({ CREDIT_LIABILITY: [{ ...account, [name]: said }, liability()] }),
      ),
      ...["@CreditReportIdentifier", "@MISMOVersionID", "@Unknown"].map((name) =>
        creditResponse({ [name]: said }),
      ),
      creditResponse({
        CREDIT_LIABILITY: liability({
          _CREDITOR: { "@_Name": said },
          CREDIT_COMMENT: { "@_Code": said, _Text: said },
          _CURRENT_RATING: { "@_Code": said, "@_Type": said },
        }),
        CREDIT_SCORE: {
          ...(whole.CREDIT_SCORE as object[])[0],
          "@_ModelNameType": said,
          "@_ExclusionReasonType": said,
        },
        CREDIT_INQUIRY: {
          "@_Date": "2019-10-10",
          "@_Name": said,
          "@CreditBusinessType": said,
          "@CreditRepositorySourceType": "Equifax",
        },
        CREDIT_PUBLIC_RECORD: {
          "@_Type": `Tax lien ${said}`,
          "@_CourtName": said,
          "@_DocketIdentifier": said,
          "@_DispositionType": said,
          "@CreditRepositorySourceType": "Equifax",
        },
        CREDIT_BUREAU: { "@_Name": said },
      }),
    ]);
    return held.flatMap((response) => [
      { body: mismoXml(response), type: "text/xml" },
      { body: arrayJson(response), type: "application/json" },
    ]);
  }

  it("F1.1 is in no table, no log, no answer and no backup; the sealed original has it", async () => {
    const logs = (["error", "warn", "log", "info"] as const).map((level) => vi.spyOn(console, level));
    const fileId = await newFile();
    const taken: string[] = [];
    for (const { body, type } of documents()) {
      const { status, text } = await post(fileId, body, type);
      expect([200, 400], text).toContain(status);
      expect(text.normalize("NFKC"), body).not.toMatch(HELD);
      if (status === 200) taken.push(body);
    }
    expect(taken.length).toBeGreaterThan(80);
    for (const log of logs) expect(log).not.toHaveBeenCalled();
    vi.restoreAllMocks();
    expect((await everyRow()).normalize("NFKC")).not.toMatch(HELD);

    const { rows } = await tenant.owner.query<SealedBytes & { reportId: number }>(
      `select report_id as "reportId", sealed_bytes as "sealedBytes", key_id as "keyId", sealed_for as "sealedFor"
       from funding_credit_report where file_id = $1 order by report_id`,
      [fileId],
    );
    expect(rows.map((row) => openSealedBytes(row, row.reportId).toString("utf8"))).toEqual([
      ...new Set(taken),
    ]);

    const file = path.join(folder, "backup");
    await backupTenant(deploymentFrom(process.env), await requireTenant(tenant.slug), file, new Date());
    const backup = gunzipSync(readFileSync(file));
    expect(backup.length).toBeGreaterThan(100_000);
    expect(backup.toString("utf8")).not.toMatch(HELD);
    expect(backup.toString("latin1")).not.toMatch(HELD);
    expect(backup.includes(Buffer.from(SSN).toString("hex"))).toBe(false);
  });
});
