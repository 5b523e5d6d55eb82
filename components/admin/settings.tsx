import { PageHeader } from "../shell/page-header.tsx";
import { AccessLog } from "./access-log.tsx";
import { Calendar } from "./calendar.tsx";

/** How the tenant reckons days, and who changed what (P3.5, P6.3). */
export function Settings() {
  return (
    <div className="@container flex min-h-dvh flex-col">
      <PageHeader title="Settings" />
      <Calendar />
      <AccessLog />
    </div>
  );
}
