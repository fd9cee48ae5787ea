"""A device that logs in: its identity, how it computes its password, and what it sends.

Written from the vendor's documentation alone; shares nothing with the product. A fresh device does
everything right; the mistakes change it.
"""

import base64
import copy
import hashlib
import hmac

BASE62 = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"
LOWER = "abcdefghijklmnopqrstuvwxyz0123456789"
HEX = "0123456789abcdef"
REGIONS = ["cn-shanghai", "ap-northeast-1", "ap-southeast-1", "eu-central-1", "us-west-1", "us-east-1"]
HASHES = {"hmacmd5": "md5", "hmacsha1": "sha1", "hmacsha256": "sha256"}
WORDS = ["sensor", "light", "gateway", "pump", "meter", "camera", "lock", "ESP8266", "esp32", "stm32", "door", "Boiler"]


def text(rng, alphabet, length):
    return "".join(rng.choice(alphabet) for _ in range(length))


def product_key(rng):
    start = rng.choice(["a1", "a1", "a1", "k0", "k1", "g", "b1", "il"])
    return start + text(rng, BASE62, 11 - len(start))


def device_name(rng):
    return rng.choice([
        lambda: f"{rng.choice(WORDS)}{rng.randrange(1, 1000):02}",
        lambda: f"{rng.choice(WORDS)}_{rng.randrange(1, 100)}",
        lambda: f"{rng.choice(WORDS)}-{text(rng, HEX, 4)}",
        lambda: text(rng, "0123456789ABCDEF", 12),
        lambda: "86" + text(rng, "0123456789", 13),
        lambda: f"{rng.choice(WORDS)}@room.{rng.randrange(1, 40)}",
        lambda: text(rng, BASE62, 20),
    ])()


def secret(rng):
    return text(rng, rng.choice([BASE62, HEX]), 32)


def mac_address(rng):
    return ":".join(text(rng, "0123456789ABCDEF", 2) for _ in range(6))


def client_id(rng, pk, dn):
    return rng.choice([
        lambda: f"{pk}.{dn}", lambda: f"{pk}.{dn}", lambda: f"{pk}&{dn}", lambda: f"{dn}&{pk}",
        lambda: f"{dn}.{pk}", lambda: dn, lambda: mac_address(rng),
        lambda: mac_address(rng).replace(":", ""), lambda: "86" + text(rng, "0123456789", 13),
        lambda: f"192.168.{rng.randrange(256)}.{rng.randrange(1, 255)}", lambda: "12345",
        lambda: text(rng, BASE62, rng.randrange(6, 20)), lambda: f"device_{rng.randrange(10**6)}",
    ])()


def timestamp(rng):
    """Mostly milliseconds, as the documentation says; also seconds, fixed ones, and none."""
    kind = rng.random()
    if kind < 0.45:
        return str(rng.randrange(1500000000000, 1790000000000))
    if kind < 0.6:
        return "2524608000000"
    if kind < 0.7:
        return str(rng.randrange(1500000000, 1790000000))
    if kind < 0.8:
        return rng.choice(["789", "132323232", "1", "123456", str(rng.randrange(10**6))])
    return None


class Device:
    def __init__(self, rng):
        self.pk, self.dn, self.ds = product_key(rng), device_name(rng), secret(rng)
        self.ps = text(rng, BASE62, 16)
        self.cid = client_id(rng, self.pk, self.dn)
        self.method = rng.choice(["hmacmd5", "hmacsha1", "hmacsha256"])
        self.ts = timestamp(rng)
        self.extras = rng.choice([
            [], [], [], [], [("_v", "sdk-c-4.1.0"), ("_ss", "1")], [("lan", "C"), ("_v", "paho-c-1.0.0")],
            [("ext", "1")], [("_ss", "1"), ("lan", "C"), ("ext", "0")], [("gw", "0")], [("v", "20")],
        ])
        # Where it connects to.
        self.transport = rng.choice(["tcp", "tls", "ws", "wss"])
        self.region = rng.choice(REGIONS)
        self.instance = "iot-06z00" + text(rng, LOWER, 10) if rng.random() < 0.35 else None
        self.mode = "2" if self.transport in ("tls", "wss") else "3"
        self.host = self.right_host()
        web = self.transport in ("ws", "wss")
        self.port = 443 if web or (not self.instance and rng.random() < 0.2) else 1883
        self.keep_alive = rng.choice([None, 30, 60, 60, 120, 300, 600, 1200])
        self.level = rng.choice([None, 4, 4, 4, 3])
        self.will = self.qos = self.retain = None
        if self.level and rng.random() < 0.3:
            self.will, self.qos, self.retain = False, rng.choice([0, 1]), False
        self.hidden = set()
        if rng.random() < 0.2:
            self.hidden |= set(rng.sample(["port", "transport", "keep_alive_s", "protocol_level"], 2))
        if rng.random() < 0.1:
            self.hidden |= {"host", "port", "transport"}
        if rng.random() < 0.75:
            self.hidden.add("product_secret")
        if rng.random() < 0.08:
            self.hidden |= {"product_key", "device_name"}

        # What it sends. `order` may be any permutation of the parameters.
        self.keys = ["securemode", "signmethod", "timestamp"] + [k for k, _ in self.extras]
        if rng.random() < 0.5:
            rng.shuffle(self.keys)
        self.method_sent = "declared"       # or None (left out), or another spelling
        self.ts_sent = "signed"             # or None, or another text
        self.cid_sent = None                # another text than `cid`
        self.user = lambda dn, pk: f"{dn}&{pk}"
        self.param = lambda key, value: f"{key}={value}"
        self.comma, self.bars = ",", ("|", "|")
        self.after_client_id = []           # changes of the finished client id, in turn
        self.after_host = []
        self.override = {}                  # fields of the claim that another service uses

        # How it computes its password.
        self.algorithm = None               # None: the declared one
        self.signs = {}                     # name -> other value; None leaves the pair out
        self.ext_signed, self.ext_sorted = [], True
        self.order = None
        self.names, self.resort = (lambda name: name), True
        self.between = ("", "")             # name and value, pairs
        self.suffix, self.charset = "", "utf-8"
        self.key = lambda d: d.ds.encode()
        self.mac = None                     # (key, content, hash) -> digest
        self.output = None                  # digest -> text
        self.upper = rng.random() < 0.25
        self.wrapped = ("", "")

    def right_host(self):
        if self.instance:
            return f"{self.instance}.mqtt.iothub.aliyuncs.com"
        return f"{self.pk}.iot-as-mqtt.{self.region}.aliyuncs.com"

    def params(self):
        values = dict(self.extras)
        values["securemode"] = self.mode
        values["signmethod"] = self.method if self.method_sent == "declared" else self.method_sent
        values["timestamp"] = self.ts if self.ts_sent == "signed" else self.ts_sent
        return [(k, values[k]) for k in self.keys if values[k] is not None]

    def client_id_text(self):
        params = self.comma.join(self.param(k, v) for k, v in self.params())
        sent = self.cid if self.cid_sent is None else self.cid_sent
        return sent + self.bars[0] + params + self.bars[1]

    def content(self):
        return self.content_in(self.charset)

    def content_in(self, charset):
        pairs = {"clientId": self.cid, "deviceName": self.dn, "productKey": self.pk, "timestamp": self.ts}
        for name, value in self.signs.items():
            pairs[name] = value(self) if callable(value) else value
        ext = self.ext_signed(self) if callable(self.ext_signed) else self.ext_signed
        core = [(name, value) for name, value in pairs.items() if value is not None]
        spelt = (lambda pair: self.names(pair[0])) if self.resort else (lambda pair: pair[0])
        if self.order:
            pairs = sorted(core, key=lambda pair: self.order.index(pair[0])) + ext
        elif self.ext_sorted:
            pairs = sorted(core + ext, key=spelt)
        else:
            pairs = sorted(core, key=spelt) + ext
        inner, outer = self.between
        spelt = [(self.names(name), value) for name, value in pairs]
        joined = outer.join(name + inner + value if name else value for name, value in spelt)
        return (joined + self.suffix).encode(charset)

    def hash(self):
        return self.algorithm or HASHES[self.method]

    def digest(self):
        key, content, name = self.key(self), self.content(), self.hash()
        if self.mac:
            return self.mac(key, content, name)
        return hmac.new(key, content, name).digest()

    def password(self):
        digest = self.digest()
        hexed = digest.hex().upper() if self.upper else digest.hex()
        plain = self.output(digest, hexed) if self.output else hexed
        return self.wrapped[0] + plain + self.wrapped[1]

    def claim(self):
        whole = self.client_id_text()
        for change in self.after_client_id:
            whole = change(whole)
        host = self.host
        for change in self.after_host:
            host = change(host)
        claim = {
            "host": host, "port": self.port, "transport": self.transport, "mqtt_client_id": whole,
            "username": self.user(self.dn, self.pk), "password": self.password(),
            "keep_alive_s": self.keep_alive, "protocol_level": self.level, "will": self.will,
            "qos": self.qos, "retain": self.retain, "product_key": self.pk, "device_name": self.dn,
            "device_secret": self.ds, "product_secret": self.ps,
        }
        claim.update(self.override)
        return {k: v for k, v in claim.items() if v is not None and k not in self.hidden}

    def with_mistakes(self, changes):
        device = copy.copy(self)
        for name in ("signs", "hidden", "after_client_id", "after_host", "override", "keys"):
            setattr(device, name, copy.copy(getattr(self, name)))
        for change in changes:
            change(device)
        return device


def base64_text(data):
    return base64.b64encode(data).decode()


def plain_hash(data, name):
    return hashlib.new(name, data).digest()
