import { notFound } from "next/navigation";

/** Beyond it no record has a number. */
const HIGHEST_ID = 2_147_483_647;

/** The number of the file in an address; where there cannot be such a file, nothing is at the address. */
export async function fileIdIn(params: Promise<{ fileId: string }>): Promise<number> {
  const { fileId } = await params;
  if (!/^[1-9]\d{0,9}$/.test(fileId) || Number(fileId) > HIGHEST_ID) notFound();
  return Number(fileId);
}
