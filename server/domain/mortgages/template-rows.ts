import { and, eq, getTableColumns } from "drizzle-orm";
import type { Database } from "../../../db/connect.ts";
import { mortgageTemplate } from "../../../db/tenant/schema/mortgage-records.ts";
import { DomainError } from "../errors.ts";
import { type MortgageTemplate, TEMPLATE_NOT_FOUND } from "./model/templates.ts";

const { position, ...COLUMNS } = getTableColumns(mortgageTemplate);

/** The templates of a mortgage, in the order in which they were added (M12). */
export async function readTemplates(db: Database, mortgageId: number): Promise<MortgageTemplate[]> {
  return db
    .select(COLUMNS)
    .from(mortgageTemplate)
    .where(eq(mortgageTemplate.mortgageId, mortgageId))
    .orderBy(position);
}

/** One template of a mortgage. @throws DomainError TEMPLATE_NOT_FOUND */
export async function findTemplate(
  tx: Database,
  mortgageId: number,
  documensoTemplateId: string,
): Promise<MortgageTemplate> {
  const [found] = await tx
    .select(COLUMNS)
    .from(mortgageTemplate)
    .where(isTemplate(mortgageId, documensoTemplateId));
  if (!found) throw new DomainError(TEMPLATE_NOT_FOUND);
  return found;
}

export function isTemplate(mortgageId: number, documensoTemplateId: string) {
  return and(
    eq(mortgageTemplate.mortgageId, mortgageId),
    eq(mortgageTemplate.documensoTemplateId, documensoTemplateId),
  );
}
