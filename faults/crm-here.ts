import https from "node:https";
import { BASE } from "../server/integrations/gohighlevel/api.ts";

/**
 * Loaded by the app's process before the app (`node --import`). GoHighLevel's address stands in the code and nobody sets it up,
 * so a connection to it goes to a server of this machine, which is known by the name under a certificate that the suite has made.
 */
const { FAULTS_CRM_PORT: port = "", FAULTS_CRM_CERTIFICATE: ca = "" } = process.env;
const { hostname } = new URL(BASE);
const { request } = https;

https.request = ((url: URL, options: https.RequestOptions) =>
  url.hostname === hostname
    ? request(url, { ...options, hostname: "127.0.0.1", port, servername: hostname, ca })
    : request(url, options)) as typeof https.request;
