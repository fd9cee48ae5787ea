#!/usr/bin/env python3
"""Writes `flows.toml`: the stages of every flow, for `crates/signer/tests/flows.rs`.

    python3 tests/flows/generate.py [--seed N] [--out FILE]

Computed by Python's own hmac, hashlib and base64; shares no code with the signer. All of it is made
up: no complete vector of these flows is published, but for one that lies in `tests/vectors`.
"""

import argparse
import base64
import hashlib
import hmac
import json
import pathlib
import random

SEED = 20261123
EACH = 8
HASHES = {"hmacmd5": hashlib.md5, "hmacsha1": hashlib.sha1, "hmacsha256": hashlib.sha256}
# Characters that mean something in a form, in JSON, in a shell or in a client id, and wide ones.
ODD = " !\"#$%&'()*+-./:;<=>?@[\\]^_`{}~\n\t\x01é设备😀"
PLAIN = "abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ0123456789"
FORM_SAFE = set(b"*-._0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz")


def text(rng, length, odd, without=""):
    allowed = "".join(c for c in PLAIN + (ODD * 3 if odd else "") if c not in without)
    return "".join(rng.choice(allowed) for _ in range(length))


def signed(method, key, pairs):
    """The content and the MAC in hex: names sorted, each with its value behind it."""
    content = "".join(name + pairs[name] for name in sorted(pairs))
    return content, hmac.new(key.encode(), content.encode(), HASHES[method]).hexdigest()


def form(pairs):
    def encode(value):
        return "".join("+" if b == 32 else chr(b) if b in FORM_SAFE else f"%{b:02X}" for b in value.encode())

    return "&".join(f"{name}={encode(value)}" for name, value in pairs)


def stages(pairs, content, mac, **more):
    return {"pairs": [[name, pairs[name]] for name in sorted(pairs)], "content": content, "mac": mac, **more}


def device(rng, odd):
    return {
        "product_key": text(rng, 11, odd, "&"),
        "device_name": text(rng, rng.randint(4, 20), odd),
        "secret": text(rng, rng.choice([16, 32, 64, 65]), odd),
        "method": rng.choice(list(HASHES)),
    }


def server(rng):
    region = rng.choice(["cn-shanghai", "us-west-1"])
    return rng.choice([
        ({"region": region}, f"https://iot-auth.{region}.aliyuncs.com"),
        ({"instance": "iot-06z00"}, "https://iot-06z00.auth.iothub.aliyuncs.com"),
        ({"instance": "http://127.0.0.1:8080"}, "http://127.0.0.1:8080"),
    ])


def posted(url, fields):
    body = form(fields)
    return {"url": url, "body": body, "curl": f'curl --silent --show-error --data "{body}" "{url}"'}


def https_auth(rng, odd):
    given = device(rng, odd)
    given["client_id"] = text(rng, rng.randint(0, 20), odd, "|")
    place, base = server(rng)
    fields = {"productKey": given["product_key"], "deviceName": given["device_name"], "clientId": given["client_id"]}
    if rng.random() < 0.6:
        given["timestamp"] = fields["timestamp"] = rng.choice(["789", "007", "1524448722000"])
    content, mac = signed(given["method"], given["secret"], fields)
    sent = [*fields.items(), ("signmethod", given["method"]), ("sign", mac), ("version", "default"), ("resources", "mqtt")]
    return given | place, stages(fields, content, mac, **posted(f"{base}/auth/devicename", sent))


def register(rng, odd):
    given = device(rng, odd)
    given["random"] = text(rng, rng.randint(1, 16), odd, "|,")
    fields = {"productKey": given["product_key"], "deviceName": given["device_name"], "random": given["random"]}
    return given, fields, *signed(given["method"], given["secret"], fields)


def register_https(rng, odd):
    given, fields, content, mac = register(rng, odd)
    place, base = server(rng)
    sent = [*fields.items(), ("sign", mac), ("signMethod", given["method"])]
    return given | place, stages(fields, content, mac, **posted(f"{base}/auth/register/device", sent))


def register_mqtt(rng, odd):
    given, fields, content, mac = register(rng, odd)
    given["client_id"] = text(rng, rng.randint(1, 20), odd, "|")
    given["auth_type"] = rng.choice(["register", "regnwl"])
    given["mode"] = rng.choice(["2", "-2"])
    params = f"securemode={given['mode']},authType={given['auth_type']},random={given['random']},signmethod={given['method']}"
    if rng.random() < 0.5:
        given["instance"] = "iot-06z00"
        params += ",instanceId=iot-06z00" if given["mode"] == "-2" else ""
    return given, stages(
        fields, content, mac,
        mqtt_client_id=f"{given['client_id']}|{params}|",
        username=f"{given['device_name']}&{given['product_key']}",
        password=mac,
    )


def sub_device(rng, odd):
    given = device(rng, odd)
    fields = {"productKey": given["product_key"], "deviceName": given["device_name"]}
    if rng.random() < 0.8:
        # Signed as it is sent, bars and all.
        given["client_id"] = fields["clientId"] = text(rng, 12, odd) + rng.choice(["", "|lan=C,_ss=1|"])
    if rng.random() < 0.8:
        given["timestamp"] = fields["timestamp"] = rng.choice(["0789", "1581417203000"])
    given["clean_session"] = rng.random() < 0.5
    content, mac = signed(given["method"], given["secret"], fields)
    return given, fields, content, mac


def gateway(rng, odd, count, path, qos, envelope, name_of_method, session):
    made = [sub_device(rng, odd) for _ in range(count)]
    product_key, device_name = text(rng, 11, False), text(rng, 8, False)
    message_id = rng.choice([0, 1, 123, 4294967295])
    params = []
    for given, fields, _, mac in made:
        sent = {name: fields[name] for name in ("productKey", "deviceName", "clientId", "timestamp") if name in fields}
        sent |= {name_of_method: given["method"], "sign": mac}
        params.append(sent | ({"cleanSession": str(given["clean_session"]).lower()} if session else {}))
    topic = path.format(product_key, device_name)
    payload = json.dumps(envelope(str(message_id), params), ensure_ascii=False, separators=(",", ":"))
    given = {"product_key": product_key, "device_name": device_name, "message_id": message_id}
    given["devices"] = [device for device, *_ in made]
    signings = [stages(fields, content, mac) for _, fields, content, mac in made]
    return given, {"signings": signings, "topic": topic, "reply_topic": topic + "_reply", "max_qos": qos, "payload": payload}


def topo_add(rng, odd):
    return gateway(
        rng, odd, rng.randint(1, 3), "/sys/{}/{}/thing/topo/add", 1,
        lambda id, params: {"id": id, "version": "1.0", "params": params, "method": "thing.topo.add"},
        "signmethod", False,
    )


def sub_login(rng, odd):
    return gateway(
        rng, odd, 1, "/ext/session/{}/{}/combine/login", 0,
        lambda id, params: {"id": id, "params": params[0]}, "signMethod", True,
    )


def batch_login(rng, odd):
    return gateway(
        rng, odd, rng.randint(1, 5), "/ext/session/{}/{}/combine/batch_login", 0,
        lambda id, params: {"id": id, "params": {"deviceList": params}}, "signMethod", True,
    )


def psk(rng, odd):
    given = device(rng, odd)
    given["method"] = "hmacsha256"
    given["timestamp"] = rng.choice(["2524608000000", "789"])
    fields = {"id": f"{given['product_key']}&{given['device_name']}", "timestamp": given["timestamp"]}
    content, mac = signed("hmacsha256", given["secret"], fields)
    identity = f"devicename|hmacsha256|{fields['id']}|{given['timestamp']}"
    return given, stages(fields, content, mac, identity=identity, key=mac.upper())


def apsara_mq(rng, odd):
    given = {
        "scheme": rng.choice(["Signature", "DeviceCredential"]),
        "access_key_id": text(rng, 16, odd, "|"),
        "instance_id": "mqtt-cn-" + text(rng, 8, False),
        "client_id": f"GID_{text(rng, 5, odd)}@@@{text(rng, 9, odd)}",
        "secret": text(rng, 30, odd),
    }
    mac = hmac.new(given["secret"].encode(), given["client_id"].encode(), hashlib.sha1).digest()
    return given, {
        "content": given["client_id"],
        "mac": mac.hex(),
        "username": f"{given['scheme']}|{given['access_key_id']}|{given['instance_id']}",
        "password": base64.b64encode(mac).decode(),
    }


FLOWS = {
    "https-auth": https_auth, "register-https": register_https, "register-mqtt": register_mqtt,
    "topo-add": topo_add, "sub-login": sub_login, "batch-login": batch_login, "psk": psk, "apsara-mq": apsara_mq,
}


def toml(value):
    """JSON's texts, numbers and lists are TOML's too; only tables are written differently."""
    if isinstance(value, dict):
        return "{ " + ", ".join(f"{name} = {toml(each)}" for name, each in value.items()) + " }"
    if isinstance(value, list):
        return "[" + ", ".join(map(toml, value)) + "]"
    return json.dumps(value, ensure_ascii=False)


def main():
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--seed", type=int, default=SEED)
    arguments.add_argument("--out", type=pathlib.Path, default=pathlib.Path(__file__).parent / "flows.toml")
    options = arguments.parse_args()
    lines = ["# Source: computed by Python's hmac (tests/flows/generate.py), not published anywhere.\n"]
    for flow, make in FLOWS.items():
        rng = random.Random(f"{options.seed} {flow}")
        for number in range(EACH):
            given, expect = make(rng, odd=number % 2 == 1)
            name = flow.replace("-", "_")
            lines.append(f"\n[[{name}]]\ngiven = {toml(given)}\nexpect = {toml(expect)}\n")
    options.out.write_text("".join(lines), encoding="utf-8")


if __name__ == "__main__":
    main()
