"""Writes `claims.jsonl`: claims with known mistakes, for `crates/diagnosis/tests/generated.rs`.

    python3 tests/claims/generate.py [--seed N] [--out FILE]

Shares no code with the product and knows nothing of how it searches. One claim a line:
`{"id", "kind", "mistakes", "claim", "expect"}`. A mistake that changes nothing, alone or beside the
others, is drawn again.
"""

import argparse
import hashlib
import hmac
import json
import pathlib
import random

from device import BASE62, HEX, Device, secret, text
from recipe_mistakes import MISTAKES, PREPARE
import string_mistakes  # noqa: F401  (registers its mistakes)

SEED = 20260711
RIGHT, SINGLE_EACH, WRONG_SECRET, TWO, THREE = 420, 20, 110, 520, 260

LIKELY = {
    "client-id-not-signed", "timestamp-not-signed", "client-id-text-after-bar", "client-id-truncated", "client-id-random",
    "secure-mode-missing", "secure-mode-flow", "secure-mode-transport", "sign-method-case", "port-unusual", "will-or-qos2",
}
NOTES = {"password-upper-case", "timestamp-seconds"}
# Certain or likely, depending on the case.
EITHER = {"client-id-truncated", "username-whitespace", "client-id-whitespace", "host-whitespace", "protocol-version", "client-id-random", "other-service"}

# Pairs that findings.md makes impossible, ambiguous, or one the consequence of the other.
APART = [
    {"password-leading-zeros-lost", "algorithm-mismatch"}, {"sign-method-signed", "sign-method-unknown"},
    {"ext-params-signed", "sign-method-unknown"}, {"sign-method-signed", "client-id-params-malformed"},
    {"ext-params-signed", "client-id-params-malformed"}, {"ext-params-signed", "secure-mode-missing"},
    {"name-case-wrong", "ext-params-signed"}, {"name-case-wrong", "sign-method-signed"},
    {"order-wrong", "sign-method-signed"}, {"order-wrong", "ext-params-signed"}, {"order-wrong", "identity-swapped"},
    {"order-wrong", "name-case-wrong"}, {"order-wrong", "name-misspelt"}, {"identity-swapped", "names-not-signed"},
    {"sign-method-missing", "client-id-params-malformed"}, {"identity-swapped", "username-swapped"},
    {"password-raw", "password-whitespace"}, {"password-truncated", "sign-method-missing"},
    {"password-truncated", "algorithm-mismatch"}, {"password-truncated", "sign-method-unknown"},
]


def apply_expectation(mistakes):
    serious = [m for m in mistakes if m not in NOTES]
    if not serious:
        return {"verdict": "ok"}
    if any(m not in LIKELY | EITHER for m in serious):
        return {"verdict": "wrong"}
    if all(m in LIKELY - EITHER for m in serious):
        return {"verdict": "suspect"}
    return None



def sdk_client_id(rng, device):
    """The shapes of client ids that the vendor's own SDKs send, odd as they are."""
    ts = device.ts or str(rng.randrange(1500000000000, 1790000000000))
    device.ts = ts
    mode, method = f"securemode={device.mode}", f"signmethod={device.method}"
    dotted, joined = f"{device.pk}.{device.dn}", f"{device.pk}&{device.dn}"
    cid, params = rng.choice([
        (dotted, f"timestamp={ts},_ss=1,_v=sdk-c-4.1.0,{mode},{method},ext=3,"),
        (joined, f"{mode},{method},timestamp={ts},lan=JS|Broswer ,_v=1.2.8"),
        (joined, f"{mode},\n      {method},timestamp={ts}"),
        (joined, f"{mode},\n{method},timestamp={ts}"),
        ("", f"timestamp={ts},_ss=1,_v=rust-0.10,{mode},{method},ext=3"),
        (dotted, f"timestamp={ts},_v=paho-c-1.0.0,{mode},{method},lan=C"),
        (dotted, f"{mode},timestamp={ts},{method},gw=0,ext=0,partner_id=example.demo.partner-id,module_id=example.demo.module-id"),
        (joined, f"{mode},{method},timestamp={ts},_ss=1,_v=1.2.13,lan=Python,ext=1"),
        (dotted, f"{mode},{method},timestamp={ts},_v=sii-1.4.1,lan=Golang,gw=0,v=20,sii=1,_conn=tcp,_uuid={text(rng, HEX, 16)}"),
    ])
    device.cid = cid
    device.after_client_id.append(lambda _: f"{cid}|{params}|")


def right(rng):
    device = Device(rng)
    kind = rng.random()
    if kind < 0.25:
        sdk_client_id(rng, device)
    elif kind < 0.32:
        device.cid = ""
    elif kind < 0.36:
        # As the documentation's default: no sign method means hmacmd5.
        device.method, device.method_sent = "hmacmd5", None
    elif kind < 0.42:
        device.dn = text(rng, BASE62, rng.choice([4, 5, 31, 32]))
        device.cid = device.dn
        device.host = device.right_host()
    return device.claim()


def check_right(claim):
    """The same password once more, by another way than `Device.content`."""
    whole = claim["mqtt_client_id"]
    cid, rest = whole.split("|", 1)
    params = dict(p.strip().split("=", 1) for p in rest.replace("|", ",").split(",") if "=" in p)
    dn, pk = claim["username"].split("&")
    content = f"clientId{cid}deviceName{dn}productKey{pk}"
    if "timestamp" in params:
        content += "timestamp" + params["timestamp"]
    name = {"hmacmd5": hashlib.md5, "hmacsha1": hashlib.sha1, "hmacsha256": hashlib.sha256}[params.get("signmethod", "hmacmd5")]
    assert hmac.new(claim["device_secret"].encode(), content.encode(), name).hexdigest() == claim["password"].lower(), claim


def compatible(codes):
    seen = set()
    for code in codes:
        dimensions = MISTAKES[code][0]
        if dimensions & seen or ("only" in dimensions | seen and len(codes) > 1):
            return False
        seen |= dimensions
    return not any(apart <= set(codes) for apart in APART)


def build(rng, codes):
    """A claim with exactly these mistakes, or None if the draw does not hold."""
    device = Device(rng)
    for code in codes:
        if code in PREPARE:
            PREPARE[code](rng, device)
    alone = len(codes) == 1
    changes = []
    for code in codes:
        change = MISTAKES[code][1](rng, device, alone)
        if change is None:
            return None
        changes.append(change)
    if "password-leading-zeros-lost" in codes:
        for _ in range(400):
            broken = device.with_mistakes(changes)
            if broken.digest().hex().startswith("0"):
                break
            # The same characters: what was drawn for this secret still holds.
            device.ds = "".join(rng.sample(device.ds, len(device.ds)))
    broken = device.with_mistakes(changes)
    try:
        claim = broken.claim()
    except ValueError:
        return None
    for i, code in enumerate(codes):
        # What a mistake needs is there before it is made: those are mistakes by themselves.
        if code in ("client-id-too-long", "content-charset"):
            continue
        without = device.with_mistakes(changes[:i] + changes[i + 1:]).claim()
        if told(without, code) == told(claim, code):
            return None
    if "password-bytes-unpadded" in codes:
        hexed = broken.digest().hex()
        if claim["password"].strip().lower() == hexed.lstrip("0"):
            return None
    if "content-charset" in codes and broken.content() == broken.content_in("utf-8"):
        return None
    return claim


def told(claim, code):
    """What of a claim a mistake could change; the letter case of a password is none, but for its note."""
    kept = {k: v for k, v in claim.items() if k not in ("product_secret", "transport", "product_key", "device_name")}
    return kept if code == "password-upper-case" else kept | {"password": kept["password"].lower()}


def wrong_secret(rng):
    device = Device(rng)
    other = secret(rng)
    device.key = lambda d: other.encode()
    return device.claim()


def lines(seed):
    rng = random.Random(seed)
    for i in range(RIGHT):
        claim = right(rng)
        check_right(claim)
        yield f"right-{i:03}", "right", [], claim, {"verdict": "ok"}
    for code in MISTAKES:
        done = 0
        for _ in range(5000):
            claim = build(rng, [code])
            if claim:
                done += 1
                yield f"{code}-{done:02}", "single", [code], claim, apply_expectation([code])
            if done == SINGLE_EACH:
                break
        assert done == SINGLE_EACH, (code, done)
    for i in range(WRONG_SECRET):
        yield f"wrong-secret-{i:03}", "wrong-secret", ["secret-or-identity-wrong"], wrong_secret(rng), {"verdict": "unexplained"}
    for kind, count, want in (("two", 2, TWO), ("three", 3, THREE)):
        done = 0
        usable = [c for c in MISTAKES if "only" not in MISTAKES[c][0]]
        while done < want:
            codes = sorted(rng.sample(usable, count), key=list(MISTAKES).index)
            claim = build(rng, codes) if compatible(codes) else None
            if claim:
                done += 1
                yield f"{kind}-{done:03}", kind, codes, claim, None


def main():
    options = argparse.ArgumentParser()
    options.add_argument("--seed", type=int, default=SEED)
    options.add_argument("--out", default=str(pathlib.Path(__file__).with_name("claims.jsonl")))
    options = options.parse_args()
    with open(options.out, "w", encoding="utf-8", newline="\n") as out:
        for name, kind, mistakes, claim, expect in lines(options.seed):
            line = {"id": name, "kind": kind, "mistakes": mistakes, "claim": claim}
            if expect:
                line["expect"] = expect
            out.write(json.dumps(line, ensure_ascii=False, separators=(",", ":")) + "\n")


if __name__ == "__main__":
    main()
