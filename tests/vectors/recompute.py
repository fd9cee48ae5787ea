#!/usr/bin/env python3
"""Recomputes every vector with Python's own hmac, independently of the signer.

Standard library only, Python 3.11 or newer: python3 tests/vectors/recompute.py
Prints each stage that differs; exit code 1 when there is one.
"""

import hashlib
import hmac
import pathlib
import sys
import tomllib

HASHES = {"hmacmd5": hashlib.md5, "hmacsha1": hashlib.sha1, "hmacsha256": hashlib.sha256}


def endpoint(device, request, server):
    scheme = {2: "wss", 3: "ws"}[request["secure_mode"]]
    if "instance" in server:
        host, path = f"{server['instance']}.mqtt.iothub.aliyuncs.com", "/mqtt"
    else:
        region = server.get("region", "cn-shanghai")
        host, path = f"{device['product_key']}.iot-as-mqtt.{region}.aliyuncs.com", "/"
    return {"host": host, "port": 1883, "websocket_url": f"{scheme}://{host}:443{path}"}


def recompute(vector):
    device, request = vector["device"], vector["request"]
    signed = {
        "productKey": device["product_key"],
        "deviceName": device["device_name"],
        "clientId": request["client_id"],
    }
    params = [f"securemode={request['secure_mode']}", f"signmethod={request['sign_method']}"]
    if "timestamp" in request:
        signed["timestamp"] = request["timestamp"]
        params.append(f"timestamp={request['timestamp']}")
    params += request.get("ext", [])
    content = "".join(name + signed[name] for name in sorted(signed))
    digest = hmac.new(
        device["device_secret"].encode(), content.encode(), HASHES[request["sign_method"]]
    )
    return {
        "pairs": [[name, signed[name]] for name in sorted(signed)],
        "signing_content": content,
        "password": digest.hexdigest(),
        "mqtt_client_id": f"{request['client_id']}|{','.join(params)}|",
        "username": f"{device['device_name']}&{device['product_key']}",
        **endpoint(device, request, vector.get("server", {})),
    }


def recompute_registration(vector):
    product, request = vector["product"], vector["request"]
    signed = {
        "productKey": product["product_key"],
        "deviceName": product["device_name"],
        "random": request["random"],
    }
    content = "".join(name + signed[name] for name in sorted(signed))
    digest = hmac.new(
        product["product_secret"].encode(), content.encode(), HASHES[request["sign_method"]]
    )
    return {
        "pairs": [[name, signed[name]] for name in sorted(signed)],
        "signing_content": content,
        "sign": digest.hexdigest(),
    }


FOLDERS = {"mqtt-direct": recompute, "register-https": recompute_registration}


def main():
    folder = pathlib.Path(__file__).parent
    files, wrong = [file for name in FOLDERS for file in sorted((folder / name).glob("*.toml"))], 0
    for file in files:
        vector = tomllib.loads(file.read_text("utf-8"))
        computed = FOLDERS[file.parent.name](vector)
        published = vector["expect"].pop("published", "")
        differing = [
            f"{stage}: {given!r}, computed {computed.get(stage)!r}"
            for stage, given in vector["expect"].items()
            if given != computed.get(stage)
        ]
        signature = computed.get("password") or computed["sign"]
        if not signature.startswith(published.lower()):
            differing.append(f"published: {published!r}, computed {signature!r}")
        for line in differing:
            print(f"{file.name}: {line}")
        wrong += bool(differing)
    print(f"{len(files)} vectors, {wrong} wrong")
    return 1 if wrong or not files else 0


if __name__ == "__main__":
    sys.exit(main())
