"use client";

import { useQueryStates } from "nuqs";
import { useId } from "react";
import { LENDER_PRODUCTS, type LenderProduct, PRODUCTS } from "@/server/domain/funding/model/lenders.ts";
import { Button } from "../../ui/button.tsx";
import { Checkbox } from "../../ui/checkbox.tsx";
import { Input, Select } from "../../ui/input.tsx";
import { isFiltered, lendersUrl } from "./lenders-url.ts";

/** By product, by words, and whether those that are retired come along. */
export function LendersToolbar() {
  const [state, setState] = useQueryStates(lendersUrl);
  const [productId, searchId] = [useId(), useId()];
  return (
    <section aria-label="Filters" className="flex min-h-11 flex-wrap items-center gap-2 px-4 py-1.5 lg:px-6">
      <label htmlFor={searchId} className="sr-only">
        Search name or contact
      </label>
      <Input
        id={searchId}
        type="search"
        placeholder="Name or contact"
        value={state.search ?? ""}
        maxLength={200}
        onChange={({ target }) => void setState({ search: target.value || null })}
        className="h-7 w-52 text-xs"
      />
      <label htmlFor={productId} className="sr-only">
        Product
      </label>
      <Select
        id={productId}
        value={state.product ?? ""}
        onChange={({ target }) => void setState({ product: (target.value || null) as LenderProduct | null })}
        className="h-7 text-xs"
      >
        <option value="">Any product</option>
        {PRODUCTS.map((product) => (
          <option key={product} value={product}>
            {LENDER_PRODUCTS[product].title}
          </option>
        ))}
      </Select>
      <Checkbox
        checked={state.retired}
        onChange={() => void setState({ retired: state.retired ? null : true })}
        className="h-7 gap-2 px-1 text-xs text-ink-2"
      >
        Retired too
      </Checkbox>
      {isFiltered(state) && (
        <Button size="sm" look="quiet" onClick={() => void setState({ product: null, search: null })}>
          Clear all
        </Button>
      )}
    </section>
  );
}
