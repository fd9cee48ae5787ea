"""CPython's side of `cargo xtask bench sign`: figures as JSON on standard output.

Two ways that its hmac module has: `new` is what everybody writes, `digest` is faster.
"""

import hashlib
import hmac
import json
import time

CONTENT = (
    b"clientIda1Practice0.practicedeviceNamepracticeproductKeya1Practice0timestamp2524608000000"
)
DEVICES, ROUND, TIME = 2048, 0.01, 1.5
METHODS = {"hmacmd5": "md5", "hmacsha1": "sha1", "hmacsha256": "sha256"}


def secret(number):
    half = (number + 1) * 0x9E3779B97F4A7C15 & 0xFFFFFFFFFFFFFFFF
    return f"{half:016x}{half:016x}".encode()


SECRETS = [secret(number) for number in range(DEVICES)]


def new(secrets, algorithm):
    hash_function = getattr(hashlib, algorithm)
    for key in secrets:
        password = hmac.new(key, CONTENT, hash_function).hexdigest()
    return password


def digest(secrets, algorithm):
    for key in secrets:
        password = hmac.digest(key, CONTENT, algorithm).hex()
    return password


def round_of(way, algorithm):
    start, signatures = time.perf_counter(), 0
    while time.perf_counter() - start < ROUND:
        way(SECRETS, algorithm)
        signatures += DEVICES
    return signatures / (time.perf_counter() - start)


def best(way, algorithm):
    end, rounds = time.perf_counter() + TIME, []
    while time.perf_counter() < end:
        rounds.append(round_of(way, algorithm))
    return max(rounds)


figures = [
    {
        "who": f"CPython hmac.{way.__name__}",
        "method": method,
        "first": way(SECRETS[:1], algorithm),
        "last": way(SECRETS[-1:], algorithm),
        "per_second": best(way, algorithm),
    }
    for method, algorithm in METHODS.items()
    for way in (new, digest)
]
print(json.dumps(figures))
