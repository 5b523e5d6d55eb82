import type { Policy } from "./policy.ts";

/** A figure that two policies have differently. */
export interface PolicyChange {
  /** `cards.minimumScore` */
  field: string;
  from: string | number;
  to: string | number;
}

/** Every figure of a policy by its place, without the version. */
export function figuresOf({ version: _, ...parts }: Policy): Record<string, string | number> {
  return Object.fromEntries(leaves(parts, ""));
}

function leaves(value: object, before: string): [string, string | number][] {
  return Object.entries(value).flatMap(([name, one]): [string, string | number][] =>
    typeof one === "object" && one !== null
      ? leaves(one, `${before}${name}.`)
      : [[`${before}${name}`, one as string | number]],
  );
}

/** What the second has otherwise than the first. */
export function policyChanges(before: Policy, after: Policy): PolicyChange[] {
  const former = figuresOf(before);
  return Object.entries(figuresOf(after)).flatMap(([field, to]) => {
    const from = former[field];
    return from === undefined || from === to ? [] : [{ field, from, to }];
  });
}
