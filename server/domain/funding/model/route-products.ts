import { meaningOf } from "./decisions.ts";
import type { OverlayDefinition } from "./overlays.ts";
import { type EstablishedSubVariant, PATHS, PRIMARY_PATHS, type PrimaryPath } from "./paths.ts";
import type { Route, RouteSettings, WorkflowDecisions } from "./routing.ts";
import type { Overlay, TraceEntry } from "./workflow.ts";

/** Each product that qualifies gives its primary, and what it asks for its overlays (F2.2 to F2.5). */
export function products(
  decisions: WorkflowDecisions,
  { overlays: definitions }: RouteSettings,
): Route | null {
  const { reportStatus, tlDecision, mcaEligible, sbaEligible } = decisions;
  const decisionOf: Partial<Record<PrimaryPath, string>> = {
    term_loan: tlDecision,
    card_funding: reportStatus,
  };
  const variant = subVariant(mcaEligible, sbaEligible);
  const primaryPaths = PRIMARY_PATHS.filter((path) =>
    path === "established_funding" ? variant !== null : meaningOf(decisionOf[path] ?? "").qualifies,
  );
  if (primaryPaths.length === 0) return null;
  const trace = primaryPaths.map((path) => ({
    rule: "F2.2",
    explains: `primaryPaths.${path}`,
    says: `${PATHS[path].title}: ${decisionOf[path] === undefined ? "eligible" : `“${decisionOf[path]}”`}.`,
  }));
  const without = (["term_loan", "card_funding"] as const)
    .filter((path) => !primaryPaths.includes(path))
    .map((path) => ({
      rule: "F2.2",
      explains: "primaryPaths",
      says: `No ${PATHS[path].title.toLowerCase()}: “${decisionOf[path]}”; what qualifies is pursued.`,
    }));
  const attached = overlaysOf(definitions, decisionOf, primaryPaths);
  return {
    workflow: {
      primaryPaths,
      overlays: attached.map(({ overlay }) => overlay),
      ...(variant === null ? {} : { establishedSubVariant: variant }),
    },
    trace: [
      ...trace,
      ...(variant === null
        ? []
        : [{ rule: "F2.2", explains: "establishedSubVariant", says: `${ELIGIBLE_FOR[variant]}.` }]),
      ...attached.map((one) => one.trace),
      ...without,
    ],
  };
}

function subVariant(mca: boolean, sba: boolean): EstablishedSubVariant | null {
  return mca && sba ? "both" : mca ? "mca" : sba ? "sba" : null;
}

const ELIGIBLE_FOR = {
  mca: "Eligible for a merchant cash advance, not for an SBA loan",
  sba: "Eligible for an SBA loan, not for a merchant cash advance",
  both: "Eligible for a merchant cash advance and for an SBA loan",
} as const;

/** Each overlay that a product asks for, on the first of its places whose product does (F2.3, F2.4, F2.5). */
function overlaysOf(
  definitions: readonly OverlayDefinition[],
  decisionOf: Partial<Record<PrimaryPath, string>>,
  active: PrimaryPath[],
): { overlay: Overlay; trace: TraceEntry }[] {
  return definitions.flatMap(({ id, title, attachesTo, steps }) => {
    const asking = attachesTo.filter(({ path }) => {
      const decision = decisionOf[path as PrimaryPath] ?? "";
      const asked: readonly string[] = meaningOf(decision).asksFor;
      return active.includes(path as PrimaryPath) && asked.includes(id);
    });
    const [place] = asking;
    if (!place) return [];
    const others = asking.length > 1 ? " It is done once, for both, before the first of them goes on." : "";
    return [
      {
        overlay: {
          id: id as Overlay["id"],
          appliesTo: place.path as PrimaryPath,
          insertionPoint: { after: place.after },
          blocks: place.blocks,
          steps: steps.map(({ id: step, title: name, kind }) => ({ id: step, title: name, kind })),
          data: {},
        },
        trace: {
          rule: id === "paydowns_required" ? "F2.3" : "F2.4",
          explains: `overlays.${id}`,
          says: `${title}: “${decisionOf[place.path as PrimaryPath]}” asks for it.${others}`,
        },
      },
    ];
  });
}
