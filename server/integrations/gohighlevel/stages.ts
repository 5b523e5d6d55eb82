import type { ConfigOf, StageKey } from "../../domain/integrations/input.ts";
import { Problem } from "./api.ts";
import type { Pipeline } from "./payload.ts";

type Config = ConfigOf<"gohighlevel">;

export interface Place {
  pipelineId: string;
  stageId: string;
  /** Files for credit repair carry it where they have no stage of their own. */
  needsReferralTag: boolean;
}

const same = (a: string, b: string) => a.trim().toLowerCase() === b.trim().toLowerCase();

/**
 * Where a file belongs, by the tenant's map. What is missing is said by its name and never guessed; only files for credit
 * repair go to the stage of declined ones where they have none, with the tag (F7.1).
 * @throws Problem
 */
export function placeOf(pipelines: readonly Pipeline[], config: Config, key: StageKey): Place {
  const pipeline = pipelineOf(pipelines, config);
  const wanted = config.stages[key];
  const found = wanted === null ? undefined : pipeline.stages.find(({ name }) => same(name, wanted));
  if (found) return { pipelineId: pipeline.id, stageId: found.id, needsReferralTag: false };
  if (key === "creditRepair") return { ...placeOf(pipelines, config, "declined"), needsReferralTag: true };
  throw new Problem(
    `The pipeline “${pipeline.name}” of GoHighLevel has no stage “${wanted}”: make it there, or name another one in the settings.`,
  );
}

function pipelineOf(pipelines: readonly Pipeline[], { pipeline: wanted }: Config): Pipeline {
  if (wanted === null) throw new Problem("The settings of GoHighLevel name no pipeline.");
  const fitting = pipelines.filter(({ name }) => same(name, wanted));
  const [only] = fitting;
  if (!only) throw new Problem(`GoHighLevel has no pipeline “${wanted}”: name another one in the settings.`);
  if (fitting.length > 1)
    throw new Problem(`GoHighLevel has ${fitting.length} pipelines “${wanted}”: give them different names.`);
  return only;
}

/** What of the map is not there, in words; credit repair has its fallback. */
export function missingIn(pipelines: readonly Pipeline[], config: Config): string[] {
  const problems = (Object.keys(config.stages) as StageKey[]).flatMap((key) => {
    try {
      const { needsReferralTag } = placeOf(pipelines, config, key);
      return needsReferralTag && config.stages.creditRepair !== null
        ? [
            `There is no stage “${config.stages.creditRepair}”: files for credit repair go to “${config.stages.declined}” with the tag repair_referral.`,
          ]
        : [];
    } catch (error) {
      if (error instanceof Problem) return [error.message];
      throw error;
    }
  });
  return [...new Set(problems)];
}
