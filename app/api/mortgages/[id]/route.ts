import { deleteMortgageById, getMortgageById, patchMortgage } from "@/server/api/mortgages.endpoints.ts";
import { doors } from "@/server/api/rest.ts";

export const { GET, HEAD, POST, PUT, PATCH, DELETE } = doors(
  deleteMortgageById,
  getMortgageById,
  patchMortgage,
);
