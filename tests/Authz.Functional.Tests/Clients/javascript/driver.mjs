// The SDK of AWS for JavaScript, driven by the tests: a call a line of JSON on stdin, an answer a line on stdout; the first line says who answers.
import { createRequire } from "node:module";
import { createInterface } from "node:readline";
import * as sts from "@aws-sdk/client-sts";
import { fromTemporaryCredentials } from "@aws-sdk/credential-providers";

const require = createRequire(import.meta.url);
const kept = new Map();

function clientOf(call) {
  if (!call.keep) return newClient(call);
  if (!kept.has(call.endpoint)) kept.set(call.endpoint, newClient(call));
  return kept.get(call.endpoint);
}

function newClient({ endpoint, region, key, renewing }) {
  const given = key && { accessKeyId: key.id, secretAccessKey: key.secret, sessionToken: key.token ?? undefined };
  const credentials = renewing
    ? fromTemporaryCredentials({ masterCredentials: given, params: renewing, clientConfig: { endpoint, region } })
    : given ?? undefined;
  return new sts.STSClient({ endpoint, region, credentials });
}

async function answer(call) {
  try {
    const client = clientOf(call);
    const { $metadata, ...result } = await client.send(new sts[`${call.operation}Command`](call.parameters));
    const isSigned = !call.operation.startsWith("AssumeRoleWith");
    const used = isSigned ? (await client.config.credentials()).accessKeyId : null;
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
