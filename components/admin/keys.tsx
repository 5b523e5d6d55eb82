import { PageHeader } from "../shell/page-header.tsx";
import { ApiTokens } from "./api-tokens.tsx";
import { ExchangeKeys } from "./exchange-keys.tsx";

/** What programs come in with: the exchange by keys, clients of the REST API by tokens (P1.1, P6.4). */
export function Keys() {
  return (
    <div className="@container pb-10">
      <PageHeader title="Keys" />
      <ExchangeKeys />
      <ApiTokens />
    </div>
  );
}
