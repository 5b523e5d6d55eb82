import { z } from "zod";
import { completeStep } from "../domain/funding/complete-step.ts";
import { endPath } from "../domain/funding/end-path.ts";
import { getProgress } from "../domain/funding/get-progress.ts";
import { keepWaiting } from "../domain/funding/keep-waiting.ts";
import { reopenStep } from "../domain/funding/reopen-step.ts";
import { retryEffect } from "../domain/funding/retry-effect.ts";
import { startTrack } from "../domain/funding/start-track.ts";
import {
  CompleteStepInput,
  EndPathInput,
  KeepWaitingInput,
  ReopenInput,
  RetryEffectInput,
  STEP_DATA,
  StartTrackInput,
  UpdateCardInput,
} from "../domain/funding/step-input.ts";
import { updateCard } from "../domain/funding/update-card.ts";
import { bodyForFile } from "./file-address.ts";
import { ChangedProgressWire, FileProgressWire } from "./funding-steps.wire.ts";
import type { Endpoint } from "./rest.ts";

/** The REST API of a file's workflow (F3), one entry an operation. */

const CHANGE =
  "Send `version` as you read it. With a `requestId` of your own you may send the same request again: it is carried out " +
  "once and answers the same.";

const TURN: Endpoint["refusals"] = ["FILE_NOT_FOUND", "CONFLICT", "STEP_OUT_OF_TURN", "STEP_DONE_ALREADY"];

export const getFileProgress: Endpoint = {
  method: "GET",
  path: "/api/funding/files/{id}/progress",
  summary: "What is next, what is blocked and why, what happened, and what went out",
  access: "user",
  status: 200,
  response: FileProgressWire,
  refusals: ["FILE_NOT_FOUND"],
  handle: async (call) => getProgress(await call.context(), { fileId: call.params.id }),
};

export const postTrack: Endpoint = {
  method: "POST",
  path: "/api/funding/files/{id}/tracks",
  summary: "Start a track",
  description: `Only where the client qualifies for both. ${CHANGE}`,
  access: "user",
  body: StartTrackInput.omit({ fileId: true }),
  status: 200,
  response: ChangedProgressWire,
  refusals: TURN,
  handle: async (call) => startTrack(await call.context(), await bodyForFile(call)),
};

/** The forms of `data` side by side; which of them counts depends on the step. */
const AnyStepData = z.union([...new Set(Object.values(STEP_DATA))] as unknown as [
  z.ZodType,
  z.ZodType,
  ...z.ZodType[],
]);

export const postStep: Endpoint = {
  method: "POST",
  path: "/api/funding/files/{id}/steps",
  summary: "Complete a step that is in turn",
  description:
    `\`data\` is of the form that the step asks for; a step that only sends takes none. What it sends out is written into ` +
    `the outbox in the same transaction. ${CHANGE}`,
  access: "user",
  body: CompleteStepInput.omit({ fileId: true }).extend({ data: AnyStepData.optional() }),
  status: 200,
  response: ChangedProgressWire,
  refusals: [...TURN, "EMAIL_INCOMPLETE", "INVALID_INVOICE", "MODE_CHANGED"],
  handle: async (call) => completeStep(await call.context(), await bodyForFile(call)),
};

export const postEnding: Endpoint = {
  method: "POST",
  path: "/api/funding/files/{id}/endings",
  summary: "End a path as not funded",
  description: `It counts as complete for what comes after it. ${CHANGE}`,
  access: "user",
  body: EndPathInput.omit({ fileId: true }),
  status: 200,
  response: ChangedProgressWire,
  refusals: ["FILE_NOT_FOUND", "CONFLICT", "STEP_OUT_OF_TURN"],
  handle: async (call) => endPath(await call.context(), await bodyForFile(call)),
};

export const postReopening: Endpoint = {
  method: "POST",
  path: "/api/funding/files/{id}/reopenings",
  summary: "Reopen a step, or a path that ended as not funded",
  description: `With a step, those that are done about what came of it are reopened, too: with the offers the selection, its link and the acceptance. Without \`step\` it is the path's end that is taken back. ${CHANGE}`,
  access: "admin",
  body: ReopenInput.omit({ fileId: true }),
  status: 200,
  response: ChangedProgressWire,
  refusals: ["FILE_NOT_FOUND", "CONFLICT", "STEP_OUT_OF_TURN"],
  handle: async (call) => reopenStep(await call.context(), await bodyForFile(call)),
};

export const postWait: Endpoint = {
  method: "POST",
  path: "/api/funding/files/{id}/waits",
  summary: "Go on waiting for the cards instead of closing out",
  description: `Asked from the seventh day after the funding plan was delivered, and again a day after each answer. ${CHANGE}`,
  access: "user",
  body: KeepWaitingInput.omit({ fileId: true }),
  status: 200,
  response: ChangedProgressWire,
  refusals: ["FILE_NOT_FOUND", "CONFLICT", "STEP_OUT_OF_TURN"],
  handle: async (call) => keepWaiting(await call.context(), await bodyForFile(call)),
};

export const postCardUpdate: Endpoint = {
  method: "POST",
  path: "/api/funding/files/{id}/card-updates",
  summary: "Say how a card of the funding plan stands now",
  description:
    "`planNo` is that of the plan and `seen` the `changeNo` of the card as you saw them. A change that changes nothing writes nothing.",
  access: "user",
  body: UpdateCardInput.omit({ fileId: true }),
  status: 200,
  response: FileProgressWire,
  refusals: ["FILE_NOT_FOUND", "CARD_NOT_FOUND", "CARD_CHANGED", "STEP_OUT_OF_TURN"],
  handle: async (call) => updateCard(await call.context(), await bodyForFile(call)),
};

export const postEffectDecision: Endpoint = {
  method: "POST",
  path: "/api/funding/files/{id}/effect-decisions",
  summary: "Send an effect again that failed, or say that an unclear one went out",
  description:
    "`seen` is the effect's `state` and `attempts` as you saw them. `was_not_sent` is said of an unclear effect whose step " +
    "was taken back (`isTakenBack`): it is not sent again.",
  access: "user",
  body: RetryEffectInput.omit({ fileId: true }),
  status: 200,
  response: FileProgressWire,
  refusals: [
    "FILE_NOT_FOUND",
    "EFFECT_NOT_FOUND",
    "EFFECT_CHANGED",
    "MODE_CHANGED",
    "STEP_OUT_OF_TURN",
    "STEP_DONE_ALREADY",
  ],
  handle: async (call) => retryEffect(await call.context(), await bodyForFile(call)),
};

export const FUNDING_STEP_ENDPOINTS: Endpoint[] = [
  getFileProgress,
  postTrack,
  postStep,
  postEnding,
  postReopening,
  postWait,
  postCardUpdate,
  postEffectDecision,
];
