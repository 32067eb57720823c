"""boto3, driven by the tests: a call a line of JSON on stdin, an answer a line on stdout; the first line says who answers."""

import functools
import json
import sys

import boto3
import botocore.exceptions
import botocore.session
from botocore.credentials import AssumeRoleCredentialFetcher, Credentials, DeferredRefreshableCredentials

kept = {}


def client_of(call):
    where = {"endpoint_url": call["endpoint"], "region_name": call["region"]}
    key = call.get("key") or {}
    if call["keep"]:
        if call["endpoint"] not in kept:
            kept[call["endpoint"]] = renewing_client(call["renewing"], key, where) if call.get("renewing") else new_client(key, where)
        return kept[call["endpoint"]]
    return new_client(key, where)


def new_client(key, where):
    return boto3.session.Session().client(
        "sts", aws_access_key_id=key.get("id"), aws_secret_access_key=key.get("secret"), aws_session_token=key.get("token"), **where)


def renewing_client(parameters, key, where):
    session = botocore.session.Session()
    parameters = dict(parameters)
    fetcher = AssumeRoleCredentialFetcher(
        client_creator=functools.partial(session.create_client, endpoint_url=where["endpoint_url"], region_name=where["region_name"]),
        source_credentials=Credentials(key["id"], key["secret"]), role_arn=parameters.pop("RoleArn"), extra_args=parameters)
    session._credentials = DeferredRefreshableCredentials(method="assume-role", refresh_using=fetcher.fetch_credentials)
    return boto3.session.Session(botocore_session=session).client("sts", **where)


def answer(call):
    try:
        client = client_of(call)
        method = botocore.xform_name(call["operation"])
        result = getattr(client, method)(**call["parameters"])
        metadata = result.pop("ResponseMetadata")
        frozen = client._request_signer._credentials.get_frozen_credentials() if client._request_signer._credentials else None
        return {"result": result, "requestId": metadata["RequestId"], "accessKeyId": frozen and frozen.access_key}
    except botocore.exceptions.ClientError as error:
        metadata, told = error.response["ResponseMetadata"], error.response["Error"]
        return {
            "code": told["Code"], "type": type(error).__name__, "message": told["Message"],
            "status": metadata["HTTPStatusCode"], "requestId": metadata["RequestId"],
        }


print(json.dumps({"client": f"boto3 {boto3.__version__}"}), flush=True)
for line in sys.stdin:
    print(json.dumps(answer(json.loads(line)), default=str), flush=True)
