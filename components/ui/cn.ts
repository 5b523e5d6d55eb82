import { type ClassValue, clsx } from "clsx";
import { twMerge } from "tailwind-merge";

/** Class names, the later one winning where two set the same property. */
export function cn(...classes: ClassValue[]): string {
  return twMerge(clsx(classes));
}
