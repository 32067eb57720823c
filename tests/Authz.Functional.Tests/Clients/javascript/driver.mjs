// The SDK of AWS for JavaScript, driven by the tests: a call a line of JSON on stdin, an answer a line on stdout; the first line says who answers.
import { createRequire } from "node:module";
import { createInterface } from "node:readline";
import * as sts from "@aws-sdk/client-sts";
import { fromTemporaryCredentials } from "@aws-sdk/credential-providers";

const require = createRequire(import.meta.url);
const renewing = new Map();

function clientOf({ endpoint, region, key, renewing: parameters }) {
  const credentials = key && { accessKeyId: key.id, secretAccessKey: key.secret, sessionToken: key.token ?? undefined };
  if (!parameters) return new sts.STSClient({ endpoint, region, credentials });
  if (!renewing.has(endpoint)) {
    const provider = fromTemporaryCredentials({ masterCredentials: credentials, params: parameters, clientConfig: { endpoint, region } });
    renewing.set(endpoint, new sts.STSClient({ endpoint, region, credentials: provider }));
  }
  return renewing.get(endpoint);
}

async function answer(call) {
  try {
    const client = clientOf(call);
    const { $metadata, ...result } = await client.send(new sts[`${call.operation}Command`](call.parameters));
    const used = call.key ? (await client.config.credentials()).accessKeyId : null;
    return { result, requestId: $metadata.requestId, accessKeyId: used };
  } catch (error) {
    if (!error.$metadata) throw error;
    return {
      code: error.Code ?? error.name, type: sts[error.name] && error instanceof sts[error.name] ? error.name : error.constructor.name,
      message: error.message, status: error.$metadata.httpStatusCode, requestId: error.$metadata.requestId,
    };
  }
}

console.log(JSON.stringify({ client: `@aws-sdk/client-sts ${require("@aws-sdk/client-sts/package.json").version}` }));
for await (const line of createInterface({ input: process.stdin })) {
  console.log(JSON.stringify(await answer(JSON.parse(line))));
}
