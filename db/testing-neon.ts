import { neonConfig } from "@neondatabase/serverless";

/** In each worker of a run over Neon's driver: every connection goes over a WebSocket to the proxy, without TLS. */
neonConfig.wsProxy = (host, port) =>
  `127.0.0.1:${process.env.PSSAAS_TEST_NEON_PROXY}/v2?address=${host}:${port}`;
neonConfig.useSecureWebSocket = false;
neonConfig.pipelineTLS = false;
neonConfig.pipelineConnect = false;
process.env.PSSAAS_DATABASE_DRIVER = "neon";
