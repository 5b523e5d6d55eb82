import { config } from "zod/v4/core";

// Runs in the browser before anything else. Zod tries whether it may make functions of text; our policy forbids that,
// and the browser would report the attempt as a violation on every page that has a form.
config({ jitless: true });
