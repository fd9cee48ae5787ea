"""The mistakes of computing a password, each as a developer would make it.

A mistake is drawn for a device that is still right, and gives the change to be made, or None where
it cannot happen. `alone` is false when there are others beside it.
"""

import base64
import binascii
import itertools
import string

from device import BASE62, HASHES, base64_text, device_name, plain_hash, product_key

MISTAKES = {}


def mistake(code, dimensions):
    def register(draw):
        MISTAKES[code] = (set(dimensions.split()), draw)
        return draw
    return register


def sets(**values):
    def change(device):
        for name, value in values.items():
            setattr(device, name, value)
    return change


def signs(name, value):
    return lambda device: device.signs.update({name: value})


@mistake("algorithm-mismatch", "method")
def _(rng, d, alone):
    return sets(algorithm=rng.choice([a for a in ("md5", "sha1", "sha256", "sha512") if a != HASHES[d.method]]))


@mistake("sign-method-missing", "method extsigned")
def _(rng, d, alone):
    return sets(method_sent=None, algorithm=rng.choice(["sha1", "sha256"]))


@mistake("sign-method-signed", "extsigned")
def _(rng, d, alone):
    return sets(ext_signed=[("signmethod", d.method)], ext_sorted=rng.random() < 0.6)


@mistake("ext-params-signed", "extsigned")
def _(rng, d, alone):
    which = rng.choice(["securemode", "both", "all"])

    def pairs(device):
        sent = [(k, v) for k, v in device.params() if k != "timestamp"]
        if which == "securemode":
            return [(k, v) for k, v in sent if k == "securemode"]
        if which == "both":
            return [(k, v) for k, v in sent if k in ("securemode", "signmethod")]
        return sent
    return sets(ext_signed=pairs, ext_sorted=rng.random() < 0.6)


@mistake("whole-client-id-signed", "cid cidtext bars commas params")
def _(rng, d, alone):
    return signs("clientId", lambda device: device.client_id_text())


@mistake("client-id-mismatch", "cid cidtext")
def _(rng, d, alone):
    shapes = [f"{d.pk}.{d.dn}", f"{d.pk}&{d.dn}", f"{d.dn}&{d.pk}", f"{d.dn}.{d.pk}", d.dn, d.pk]
    if d.cid not in shapes or rng.random() < 0.8:
        signed = rng.choice([s for s in shapes if s != d.cid])
        return signs("clientId", signed)
    return None


@mistake("client-id-not-signed", "cid cidtext")
def _(rng, d, alone):
    return signs("clientId", None)


@mistake("timestamp-mismatch", "ts")
def _(rng, d, alone):
    if d.ts is None or not d.ts.isdigit():
        return None
    ts = int(d.ts)
    kind = rng.random()
    if kind < 0.15:
        return signs("timestamp", rng.choice(["2524608000000", "789", "132323232"]))
    if kind < 0.25 and alone and len(d.ts) == 13:
        return signs("timestamp", d.ts[:-3])
    if kind < 0.25 and alone and len(d.ts) == 10:
        return signs("timestamp", d.ts + "000")
    if not alone or len(d.ts) not in (10, 13):
        delta = rng.randrange(1, 9)
    elif len(d.ts) == 13 and kind < 0.8:
        delta = rng.choice([rng.randrange(1, 30), rng.randrange(1, 5001)])
    elif len(d.ts) == 13:
        delta = 1000 * rng.randrange(1, 901)
    else:
        delta = rng.choice([rng.randrange(1, 9), rng.randrange(1, 901)])
    ts += delta * rng.choice([1, -1])
    return signs("timestamp", str(ts)) if ts > 0 else None


@mistake("timestamp-not-sent", "ts")
def _(rng, d, alone):
    signed = rng.choice(["2524608000000", "2524608000000", "789", "132323232"])

    def change(device):
        device.ts_sent = None
        device.signs["timestamp"] = signed
    return change


@mistake("timestamp-not-signed", "ts")
def _(rng, d, alone):
    return signs("timestamp", None) if d.ts else None


@mistake("names-not-signed", "names")
def _(rng, d, alone):
    # Without names nothing but the canonical order is left; re-sorting by empty names must not move them.
    return sets(names=lambda name: "", resort=False)


@mistake("order-wrong", "order")
def _(rng, d, alone):
    names = ["clientId", "deviceName", "productKey"] + (["timestamp"] if d.ts else [])
    order = list(rng.choice(list(itertools.permutations(names))[1:]))

    def change(device):
        device.order = order + [n for n in ("timestamp",) if n not in order]
        device.ext_sorted = False
    return change


SEPARATORS = [
    ("=", "&"), ("=", "&"), ("=", ","), (":", ","), ("=", ""), (":", ""), (" ", ""), ("", "&"), ("", ","),
    ("", " "), ("", ":"), ("=", " "), (":", " "), (":", "&"), (" ", " "), (",", ","), ("&", "&"), ("=", "="), (":", ":"),
]


@mistake("separator-added", "separator")
def _(rng, d, alone):
    return sets(between=rng.choice(SEPARATORS))


def capital(name):
    return name[:1].upper() + name[1:]


def only(**others):
    return lambda name: others.get(name, name)


NAME_CASES = [
    str.lower, str.upper, capital, only(deviceName="DeviceName", productKey="ProductKey"),
    only(deviceName="devicename", productKey="productkey"), only(clientId="clientid"), only(clientId="clientID"),
    only(clientId="ClientId"), only(deviceName="devicename"), only(productKey="productkey"),
    only(productKey="ProductKey"), only(deviceName="DeviceName"),
]
TIMESTAMP_CASES = [only(timestamp="timeStamp"), only(timestamp="TimeStamp"), only(timestamp="Timestamp")]


@mistake("name-case-wrong", "names")
def _(rng, d, alone):
    names = rng.choice(NAME_CASES + (TIMESTAMP_CASES if d.ts else []))
    return sets(names=names, resort=rng.random() < 0.5)


KNOWN_TYPOS = [
    only(productKey="producy"), only(productKey="prodcutKey"), only(productKey="productKye"),
    only(productKey="produckKey"), only(productKey="prouctKey"), only(deviceName="devicName"),
    only(deviceName="deviceNmae"), only(deviceName="deviecName"), only(deviceName="devieName"),
    only(clientId="clentId"), only(clientId="clinetId"), only(clientId="cilentId"), only(clientId="clientld"),
    only(clientId="client_id", deviceName="device_name", productKey="product_key"),
    only(clientId="clienId"), only(deviceName="deviceNam"), only(productKey="productkKey"),
]
TIMESTAMP_TYPOS = [only(timestamp="timestmap"), only(timestamp="timestap"), only(timestamp="timesatmp"), only(timestamp="timstamp")]


def slip(rng, word):
    """One slip of the finger: a letter lost, doubled, or exchanged with its neighbour."""
    i = rng.randrange(len(word) - 1)
    return rng.choice([
        word[:i] + word[i + 1:], word[:i] + word[i] + word[i:], word[:i] + word[i + 1] + word[i] + word[i + 2:],
    ])


@mistake("name-misspelt", "names")
def _(rng, d, alone):
    if rng.random() < 0.5:
        names = rng.choice(KNOWN_TYPOS + (TIMESTAMP_TYPOS if d.ts else []))
    else:
        right = rng.choice(["clientId", "deviceName", "productKey"] + (["timestamp"] if d.ts else []))
        wrong = slip(rng, right)
        if wrong.lower() == right.lower():
            return None
        names = only(**{right: wrong})
    return sets(names=names, resort=rng.random() < 0.5)


@mistake("identity-swapped", "identity")
def _(rng, d, alone):
    return lambda device: device.signs.update(deviceName=d.pk, productKey=d.dn)


@mistake("secret-has-whitespace", "key content")
def _(rng, d, alone):
    before, after = rng.choice([
        ("", " "), ("", "\n"), ("", "\r\n"), ("", "\r"), (" ", ""), ("\ufeff", ""), (" ", " "), ("\n", ""),
        ("\r\n", ""), ("", " "), ("", "\n"),
    ])
    return sets(key=lambda device: (before + device.ds + after).encode())


@mistake("secret-case-changed", "key")
def _(rng, d, alone):
    change = rng.choice([str.upper, str.lower])
    return sets(key=lambda device: change(device.ds).encode())


@mistake("secret-hex-decoded", "key")
def _(rng, d, alone):
    if set(d.ds) <= set(string.hexdigits) and rng.random() < 0.7:
        return sets(key=lambda device: binascii.unhexlify(device.ds))
    return sets(key=lambda device: base64.b64decode(device.ds))


@mistake("product-secret-used", "key")
def _(rng, d, alone):
    def change(device):
        device.key = lambda x: x.ps.encode()
        device.hidden.discard("product_secret")
    return change


@mistake("key-content-swapped", "mac content")
def _(rng, d, alone):
    import hmac
    return sets(mac=lambda key, content, name: hmac.new(content, key, name).digest())


@mistake("hash-not-hmac", "mac content")
def _(rng, d, alone):
    if rng.random() < 0.5:
        return sets(mac=lambda key, content, name: plain_hash(content + key, name))
    return sets(mac=lambda key, content, name: plain_hash(key + content, name))


@mistake("password-base64", "output")
def _(rng, d, alone):
    kind = rng.random()
    if kind < 0.7:
        return sets(output=lambda digest, hexed: base64_text(digest))
    if kind < 0.85:
        return sets(output=lambda digest, hexed: base64.urlsafe_b64encode(digest).decode())
    return sets(output=lambda digest, hexed: base64_text(digest).rstrip("="))


@mistake("password-base64-of-hex", "output")
def _(rng, d, alone):
    return sets(output=lambda digest, hexed: base64_text(hexed.encode()))


@mistake("password-leading-zeros-lost", "output")
def _(rng, d, alone):
    return sets(output=lambda digest, hexed: hexed.lstrip("0"))


@mistake("password-truncated", "output")
def _(rng, d, alone):
    digits = rng.choice([16, 20, 24, 31, 32, 32, 39, 40, 48, 50, 60, 63])
    return sets(output=lambda digest, hexed: hexed[:digits])


@mistake("password-whitespace", "around")
def _(rng, d, alone):
    return sets(wrapped=rng.choice([(" ", ""), ("", " "), ("", "\n"), ("", "\r\n"), ("", "\r"), (" ", " "), ("\n", ""), ("", "\t")]))


@mistake("password-bytes-unpadded", "output")
def _(rng, d, alone):
    if rng.random() < 0.6:
        spell = "%X" if d.upper else "%x"
        return sets(output=lambda digest, hexed: "".join(spell % b for b in digest))
    signed = "%08X" if d.upper else "%08x"
    short = ("%02X" if d.upper else "%02x") if rng.random() < 0.5 else ("%X" if d.upper else "%x")
    return sets(output=lambda digest, hexed: "".join((signed % (b | 0xFFFFFF00)) if b > 127 else short % b for b in digest))


@mistake("password-raw", "output")
def _(rng, d, alone):
    kind = rng.random()
    if kind < 0.6:
        return sets(output=lambda digest, hexed: digest.decode("latin-1"))
    if kind < 0.8:
        return sets(output=lambda digest, hexed: "".join(f"\\x{b:02x}" for b in digest))
    return sets(output=lambda digest, hexed: repr(digest)[2:-1])


@mistake("content-has-whitespace", "content")
def _(rng, d, alone):
    return sets(suffix=rng.choice(["\n", "\n", "\r\n", "\r", " ", "\0"]))


CHINESE = ["温度计", "一号机房", "网关", "客厅灯", "测试设备", "水泵"]


def prepare_charset(rng, device):
    device.cid = rng.choice(CHINESE) + rng.choice(["", "01", f"-{rng.randrange(100)}"])


@mistake("content-charset", "cid cidtext charset")
def _(rng, d, alone):
    return sets(charset="gbk") if not d.cid.isascii() else None


def prepare_mixed_identity(rng, device):
    """The clientId still carries another device's names: copied firmware."""
    device.other = rng.choice([
        (product_key(rng), device_name(rng)), (device.pk, device_name(rng)), (product_key(rng), device.dn),
    ])
    device.cid = rng.choice(["{}.{}", "{}&{}"]).format(*device.other)


@mistake("identity-mismatch-signed", "identity cid cidtext s-user s-host")
def _(rng, d, alone):
    other = getattr(d, "other", None)
    if not other:
        return None
    pk, dn = other

    def change(device):
        device.signs.update(productKey=pk, deviceName=dn)
        device.hidden -= {"product_key", "device_name"}
    return change


@mistake("identity-not-signed", "identity")
def _(rng, d, alone):
    return signs(rng.choice(["deviceName", "productKey"]), None)


@mistake("secret-mistyped", "key only")
def _(rng, d, alone):
    i = rng.randrange(len(d.ds) - 1)
    kind = rng.choice(["changed", "lost", "doubled", "exchanged"])
    other = rng.choice(BASE62)

    def key(device):
        s = device.ds
        return {
            "changed": s[:i] + other + s[i + 1:], "lost": s[:i] + s[i + 1:], "doubled": s[:i] + s[i] + s[i:],
            "exchanged": s[:i] + s[i + 1] + s[i] + s[i + 2:],
        }[kind].encode()
    return sets(key=key)


PREPARE = {"content-charset": prepare_charset, "identity-mismatch-signed": prepare_mixed_identity}
