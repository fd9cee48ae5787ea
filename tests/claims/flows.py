"""Writes flows.jsonl: claims of the other ways in, with single known mistakes, right ones, and ones
with a secret that is not theirs.

    python3 flows.py [SEED] > flows.jsonl

Written from the vendor's documentation alone; shares no code with the product.
"""

import base64
import hashlib
import hmac
import json
import random
import sys

import device

HASHES = device.HASHES
NAMED = ["register-mqtt", "register-https", "https-auth", "topo-add", "sub-login"]
REGISTER = ["register-mqtt", "register-https"]
WHOLE = "productKey deviceName clientId timestamp random".split()


class Login:
    """A right one of a flow; mistakes change what is signed, how, and what is sent."""

    def __init__(self, rng, flow):
        self.rng, self.flow = rng, flow
        self.pk, self.dn = device.product_key(rng), device.device_name(rng)
        self.ds, self.ps = device.secret(rng), device.text(rng, device.BASE62, 16)
        self.cid = device.client_id(rng, self.pk, self.dn)
        self.method = rng.choice(list(HASHES))
        self.used = None                    # another method than the one sent
        self.method_name = {"register-https": "signMethod", "sub-login": "signMethod"}.get(flow, "signmethod")
        self.send_method = True
        self.salt_name = "random" if flow in REGISTER else "timestamp"
        self.salt = self.draw_salt()
        self.signed = {}                    # name -> another value, or None: left out
        self.extra = []                     # pairs that are signed beside the right ones
        self.inner = self.outer = self.tail = ""
        self.with_names, self.rename, self.order = True, {}, None
        self.key = self.ps.encode() if flow in REGISTER else self.ds.encode()
        self.build = self.hmac
        self.form = lambda digest: digest.hex()
        self.region = rng.choice(device.REGIONS)
        self.mode = rng.choice(["2", "2", "-2"]) if flow == "register-mqtt" else "2"
        self.auth = rng.choice(["register", "regnwl"])
        self.send_salt, self.user = True, None
        if flow == "apsara-mq":
            self.group = "GID_" + device.text(rng, device.LOWER, 6)
            self.cid = f"{self.group}@@@{device.text(rng, device.LOWER, 8)}"
            self.scheme = rng.choice(["Signature", "DeviceCredential"])
            self.method, self.form = "hmacsha1", lambda digest: base64.b64encode(digest).decode()
        if flow == "enos":
            self.method, self.build = "sha256", self.content_then_secret
            self.form = lambda digest: digest.hex().upper()
        self.hidden = set()
        if rng.random() < 0.4:
            self.hidden.add("device_secret" if flow in REGISTER else "product_secret")

    def draw_salt(self):
        if self.flow in REGISTER:
            return self.rng.choice([str(self.rng.randrange(10**5, 10**9)), device.text(self.rng, device.HEX, 16),
                                    str(self.rng.randrange(1500000000000, 1790000000000))])
        return self.rng.choice([str(self.rng.randrange(1500000000000, 1790000000000)), "2524608000000",
                                str(self.rng.randrange(1500000000, 1790000000))])

    # What is signed.

    def pairs(self):
        if self.flow == "apsara-mq":
            pairs = [("clientId", self.cid)]
        elif self.flow in REGISTER:
            pairs = [("deviceName", self.dn), ("productKey", self.pk), ("random", self.salt)]
        else:
            name = "deviceKey" if self.flow == "enos" else "deviceName"
            pairs = [("clientId", self.cid), (name, self.dn), ("productKey", self.pk), ("timestamp", self.salt)]
        pairs = [(n, self.signed.get(n, v)) for n, v in pairs]
        pairs = [(n, v) for n, v in pairs if v is not None]
        if self.order:
            return [pairs[i] for i in self.order]
        return sorted(pairs + self.extra)

    def content(self):
        if self.flow == "apsara-mq":
            return (self.signed.get("clientId", self.cid) + self.tail).encode()
        named = [((self.rename.get(n, n) + self.inner) if self.with_names else "") + v for n, v in self.pairs()]
        return (self.outer.join(named) + self.tail).encode()

    def hash(self):
        return HASHES.get(self.used or self.method, (self.used or self.method).replace("hmac", ""))

    def hmac(self, key, content):
        return hmac.new(key, content, self.hash()).digest()

    def swapped(self, key, content):
        return hmac.new(content, key, self.hash()).digest()

    def content_then_secret(self, key, content):
        return hashlib.new(self.hash(), content + key).digest()

    def secret_then_content(self, key, content):
        return hashlib.new(self.hash(), key + content).digest()

    # What is sent.

    def fields(self):
        fields = [("productKey", self.pk), ("deviceName", self.dn)]
        if self.flow != "register-https":
            fields.append(("clientId", self.cid))
        if self.send_salt:
            fields.append((self.salt_name, self.salt))
        if self.send_method:
            fields.append((self.method_name, self.method))
        if self.flow == "https-auth":
            fields += [("version", "default"), ("resources", "mqtt")]
        if self.flow == "sub-login":
            fields.append(("cleanSession", "true"))
        return fields

    def params(self):
        params = [("securemode", self.mode)]
        if self.flow == "register-mqtt":
            params.append(("authType", self.auth))
        if self.send_method:
            params.append((self.method_name, self.method))
        if self.send_salt:
            params.append((self.salt_name, self.salt))
        return params

    def claim(self):
        claim = {"device_secret": self.ds, "product_secret": self.ps,
                 "password": self.form(self.build(self.key, self.content()))}
        if self.flow in ("https-auth", "register-https", "topo-add", "sub-login"):
            claim["request"] = {"kind": self.flow, "fields": dict(self.fields())}
        elif self.flow == "apsara-mq":
            claim.update(mqtt_client_id=self.cid, username=f"{self.scheme}|{device.text(self.rng, device.BASE62, 16)}|mqtt-cn-{device.text(self.rng, device.LOWER, 8)}")
        else:
            params = ",".join(f"{k}={v}" for k, v in self.params())
            claim.update(mqtt_client_id=f"{self.cid}|{params}|", username=(self.user or f"{self.dn}&{self.pk}"))
            claim["host"] = "mqtt.envisioniot.com" if self.flow == "enos" else f"{self.pk}.iot-as-mqtt.{self.region}.aliyuncs.com"
            if self.flow == "register-mqtt":
                claim.update(port=1883, transport="tls", product_key=self.pk, device_name=self.dn)
        return {k: v for k, v in claim.items() if k not in self.hidden}


# Mistakes. Each gives the code, or None where it would change nothing.

def algorithm(d):
    if d.flow == "apsara-mq":
        d.used = d.rng.choice(["hmacmd5", "hmacsha256"])
        return "flow-algorithm"
    if d.flow == "enos":
        d.used = d.rng.choice(["md5", "sha1"])
        return "flow-algorithm"
    d.used = d.rng.choice([m for m in HASHES if m != d.method])
    return "algorithm-mismatch"


def method_missing(d):
    d.method, d.send_method = d.rng.choice(["hmacsha1", "hmacsha256"]), False
    return "sign-method-missing"


def no_names(d):
    d.with_names = False
    return "names-not-signed"


def separators(d):
    d.inner, d.outer = d.rng.choice([("=", "&"), ("=", ","), (":", ","), ("", "&"), ("", ","), ("=", "")])
    return "separator-added"


def order(d):
    count = len(d.pairs())
    places = list(range(count))
    while places == sorted(places):
        d.rng.shuffle(places)
    d.order = places
    return "order-wrong"


def name_case(d):
    style = d.rng.choice([str.lower, str.upper, lambda n: n[:1].upper() + n[1:]])
    d.rename = {n: style(n) for n, _ in d.pairs()}
    return "name-case-wrong"


def misspelt(d):
    name, slip = d.rng.choice([("productKey", "producyKey"), ("productKey", "product_key"), ("deviceName", "deviceNmae"), ("deviceName", "device_name"), ("productKey", "producKey")])
    if slip == "producyKey":
        slip = "producy"
    d.rename = {name: slip}
    return "name-misspelt"


def swapped_identity(d):
    name = "deviceKey" if d.flow == "enos" else "deviceName"
    d.signed.update({name: d.pk, "productKey": d.dn})
    return "identity-swapped"


def identity_left_out(d):
    d.signed[d.rng.choice(["deviceName", "productKey"])] = None
    return "identity-not-signed"


def secret_blank(d):
    before, after = d.rng.choice([(b"", b"\n"), (b"", b" "), (b" ", b""), (b"", b"\r\n")])
    d.key = before + d.key + after
    return "secret-has-whitespace"


def secret_case(d):
    other = d.rng.choice([d.key.lower(), d.key.upper()])
    if other == d.key:
        return None
    d.key = other
    return "secret-case-changed"


def secret_decoded(d):
    if d.flow in REGISTER:
        d.ps = device.text(d.rng, device.HEX, 16)
        d.key = bytes.fromhex(d.ps)
    else:
        d.ds = device.text(d.rng, device.HEX, 32)
        d.key = bytes.fromhex(d.ds)
    return "secret-hex-decoded"


def secret_slip(d):
    at = d.rng.randrange(len(d.key))
    letter = d.rng.choice([c for c in device.BASE62.encode() if c != d.key[at]])
    d.key = d.key[:at] + bytes([letter]) + d.key[at + 1:]
    return "secret-mistyped"


def other_secret(d):
    d.hidden = set()
    if d.flow in REGISTER:
        d.key = d.ds.encode()
        return "device-secret-used"
    d.key = d.ps.encode()
    return "product-secret-used"


def exchanged(d):
    d.build = d.swapped
    return "key-content-swapped"


def plain_hash(d):
    d.build = d.rng.choice([d.content_then_secret, d.secret_then_content])
    return "hash-not-hmac"


def as_base64(d):
    d.form = lambda digest: base64.b64encode(digest).decode()
    return "password-base64"


def base64_of_hex(d):
    d.form = lambda digest: base64.b64encode(digest.hex().encode()).decode()
    return "password-base64-of-hex"


def as_hex(d):
    d.form = lambda digest: digest.hex()
    return "password-hex"


def cut(d):
    length = d.rng.randrange(10, 2 * hashlib.new(d.hash()).digest_size - 8)
    form = d.form
    d.form = lambda digest: form(digest)[:length]
    return "password-truncated"


def blank_around(d):
    form, blank = d.form, d.rng.choice(["\n", " ", "\r\n"])
    d.form = lambda digest: form(digest) + blank
    return "password-whitespace"


def content_tail(d):
    d.tail = d.rng.choice(["\n", " ", "\0"])
    return "content-has-whitespace"


def other_client_id(d):
    if d.flow == "apsara-mq":
        other = d.rng.choice([d.group, d.cid.upper()])
    else:
        other = d.rng.choice([f"{d.pk}.{d.dn}", f"{d.dn}&{d.pk}", d.dn, "12345"])
    if other == d.cid:
        return None
    d.signed["clientId"] = other
    return "client-id-mismatch"


def no_client_id(d):
    d.signed["clientId"] = None
    return "client-id-not-signed"


def whole_client_id(d):
    d.signed["clientId"] = f"{d.cid}|securemode={d.rng.choice('23')},signmethod={d.method},timestamp={d.salt}|"
    return "whole-client-id-signed"


def other_salt(d):
    if not d.salt.isdigit():
        d.salt = str(d.rng.randrange(10**8, 10**9))
    d.signed[d.salt_name] = str(int(d.salt) + d.rng.choice([-1, 1]) * d.rng.randrange(1, 2000))
    return "random-mismatch" if d.flow in REGISTER else "timestamp-mismatch"


def no_salt(d):
    d.signed[d.salt_name] = None
    return "random-not-signed" if d.flow in REGISTER else "timestamp-not-signed"


def method_signed(d):
    d.extra = [(d.method_name, d.method)]
    return "extra-field-signed" if d.flow in REGISTER else "sign-method-signed"


def more_signed(d):
    choices = {
        "register-mqtt": [[("clientId", d.cid)], [("securemode", d.mode)], [("authType", d.auth)],
                          [p for p in d.params() if p[0] != "random"]],
        "https-auth": [[("version", "default")], [("resources", "mqtt")],
                       [("version", "default"), ("resources", "mqtt"), ("signmethod", d.method)]],
        "sub-login": [[("cleanSession", "true")], [("cleanSession", "true"), ("signMethod", d.method)]],
        "topo-add": [[("sign", "")]],
    }
    d.extra = d.rng.choice(choices[d.flow])
    return "extra-field-signed"


def salt_missing(d):
    d.send_salt, d.signed["random"] = False, None
    return "random-missing"


def wrong_capital(d):
    d.method_name = "signmethod" if d.method_name == "signMethod" else "signMethod"
    return "client-id-params-malformed" if d.flow == "register-mqtt" else "request-field-misspelt"


def plain_mode(d):
    d.mode = d.rng.choice(["3", "-1", "8"])
    return "secure-mode-registration"


def user_swapped(d):
    d.user = f"{d.pk}&{d.dn}"
    return "username-swapped"


HTTPS = ["register-https", "https-auth", "topo-add", "sub-login"]
WITH_ID = ["https-auth", "topo-add", "sub-login"]
MISTAKES = [
    (algorithm, NAMED + ["apsara-mq", "enos"]), (method_missing, NAMED), (no_names, NAMED), (separators, NAMED + ["enos"]),
    (order, NAMED + ["enos"]), (name_case, NAMED), (misspelt, NAMED), (swapped_identity, NAMED + ["enos"]),
    (identity_left_out, NAMED), (secret_blank, NAMED + ["apsara-mq", "enos"]), (secret_case, NAMED), (secret_decoded, NAMED),
    (secret_slip, NAMED + ["apsara-mq"]), (other_secret, NAMED), (exchanged, NAMED + ["apsara-mq"]),
    (plain_hash, NAMED + ["apsara-mq"]), (as_base64, NAMED + ["enos"]), (base64_of_hex, NAMED), (as_hex, ["apsara-mq"] * 3),
    (cut, NAMED), (blank_around, NAMED + ["apsara-mq"]), (content_tail, NAMED + ["apsara-mq", "enos"]),
    (other_client_id, WITH_ID + ["apsara-mq", "enos"]), (no_client_id, WITH_ID), (whole_client_id, ["https-auth", "topo-add", "sub-login"]),
    (other_salt, NAMED + ["enos"]), (no_salt, NAMED + ["enos"]), (method_signed, NAMED),
    (more_signed, ["register-mqtt", "register-mqtt", "https-auth", "https-auth", "sub-login", "topo-add"]),
    (salt_missing, REGISTER), (wrong_capital, NAMED), (plain_mode, ["register-mqtt"]), (user_swapped, ["register-mqtt"]),
]


def lines(seed):
    rng, made = random.Random(seed), []

    def add(flow, kind, codes, claim):
        made.append({"id": f"{flow}-{kind}-{len(made)}", "flow": flow, "kind": kind, "codes": codes, "claim": claim})

    for flow in NAMED + ["apsara-mq", "enos"]:
        for _ in range(14):
            add(flow, "right", [], Login(rng, flow).claim())
        for _ in range(6):
            wrong = Login(rng, flow)
            wrong.key = device.secret(rng).encode()
            add(flow, "wrong-secret", [], wrong.claim())
    for mistake, flows in MISTAKES:
        for flow in flows:
            made_here = 0
            while made_here < 4:
                login = Login(rng, flow)
                code = mistake(login)
                if code:
                    add(flow, "single", [code], login.claim())
                    made_here += 1
    for _ in range(10):
        pk, dn = device.product_key(rng), device.device_name(rng)
        add("token-login", "token", [], {"mqtt_client_id": f"{device.client_id(rng, pk, dn)}|securemode=-2,authType=connwl|",
            "username": f"{dn}&{pk}", "password": device.text(rng, device.BASE62, 32), "device_secret": device.secret(rng)})
        add("https-auth-mqtt", "token", [], {"mqtt_client_id": f"{pk}.{dn}|securemode=-1,timestamp=1,signmethod=hmacsha1,gw=0|",
            "username": device.text(rng, device.BASE62, 24), "password": device.text(rng, device.HEX, 32), "device_secret": device.secret(rng)})
    return made


if __name__ == "__main__":
    for line in lines(int(sys.argv[1]) if len(sys.argv) > 1 else 5):
        print(json.dumps(line, ensure_ascii=False, separators=(",", ":")))
