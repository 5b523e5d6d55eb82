import { toast } from "sonner";

/** Copies and says so; where the browser does not allow it, shows what there was to copy. */
export function copyText(text: string, what: string): void {
  navigator.clipboard.writeText(text).then(
    () => toast.success(`${what} copied`),
    () => toast.error(`The browser did not allow copying. ${what}: ${text}`),
  );
}
