"use client";

import { type ChangeAddress, useAddressState } from "../../shell/use-address-state.ts";
import { type FilesState, filesUrl } from "./files-url.ts";

/** The state of the list of files, in its address. */
export function useFilesState(): [FilesState, ChangeAddress<FilesState>] {
  return useAddressState(filesUrl);
}
