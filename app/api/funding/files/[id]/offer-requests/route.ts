import { postOfferRequest } from "@/server/api/funding-offers.endpoints.ts";
import { doors } from "@/server/api/rest.ts";

export const { GET, HEAD, POST, PUT, PATCH, DELETE } = doors(postOfferRequest);
