import type { TestTenant } from "../../db/testing.ts";
import { deliver, psxLoan, psxTrade } from "../domain/pipeline/testing-trades.ts";

let serial = 0;

async function newest({ owner }: TestTenant): Promise<{ deliveryId: number }> {
  const { rows } = await owner.query<{ id: number }>(
    "select max(delivery_id)::int as id from pipeline_delivery",
  );
  return { deliveryId: rows[0]?.id ?? 0 };
}

/** A delivery that failed for a principal who has been registered since. */
export async function rejectedDelivery(tenant: TestTenant): Promise<{ deliveryId: number }> {
  serial += 1;
  const principalId = `LATE-${serial}`;
  const late = psxTrade(`T-LATE-${serial}`, [psxLoan(1)], { principalId });
  await deliver(tenant.as("exchange"), late).catch(() => undefined);
  await tenant.owner.query("insert into principal (principal_id, created_at) values ($1, now())", [
    principalId,
  ]);
  return newest(tenant);
}

/** A delivery of a trade that is there already, with another buyer. */
export async function repeatedDelivery(tenant: TestTenant): Promise<{ deliveryId: number }> {
  await deliver(tenant.as("exchange"), psxTrade("T-ONE", [psxLoan(1)])).catch(() => undefined);
  return newest(tenant);
}
