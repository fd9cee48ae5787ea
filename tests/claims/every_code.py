"""Writes every_code.json: for each finding code a claim that fires it and a near miss that does not.

Shares no code with the product: signatures are Python's own. Run it in this folder after a change.
"""

import base64
import hashlib
import hmac
import json

PK, DN, SECRET = "a1Practice0", "practice", "0a1B2c3D4e5F60718293a4b5c6d7e8f9"
TS = "1657367540773"


def sign(content, key=SECRET, method="sha1"):
    key = key if isinstance(key, bytes) else key.encode()
    content = content if isinstance(content, bytes) else content.encode()
    return hmac.new(key, content, getattr(hashlib, method)).hexdigest()


def text(cid="12345", ts=TS, pk=PK, dn=DN):
    return f"clientId{cid}deviceName{dn}productKey{pk}" + (f"timestamp{ts}" if ts else "")


def mid(cid="12345", ts=TS, method="hmacsha1", mode="3"):
    params = [f"securemode={mode}"] if mode else []
    params += [f"signmethod={method}"] if method else []
    params += [f"timestamp={ts}"] if ts else []
    return f"{cid}|{','.join(params)}|"


def claim(**over):
    base = {
        "host": f"{PK}.iot-as-mqtt.cn-shanghai.aliyuncs.com", "port": 1883, "transport": "tcp",
        "mqtt_client_id": mid(), "username": f"{DN}&{PK}", "password": sign(text()),
        "keep_alive_s": 60, "protocol_level": 4,
        "product_key": PK, "device_name": DN, "device_secret": SECRET,
    }
    base.update(over)
    return {key: value for key, value in base.items() if value is not None}


def signed(content, **over):
    return claim(password=sign(content), **over)


def zero_case():
    for n in range(10**6):
        password = sign(text(str(n)))
        if password[0] == "0" and password[1] != "0":
            return str(n), password


def plain_case():
    """No byte below 16: written without padding it stays the same."""
    for n in range(10**6):
        password = sign(text(str(n)))
        if all(password[i] != "0" for i in range(0, 40, 2)):
            return str(n), password


RIGHT = claim()
RAW = bytes.fromhex(sign(text()))
ZERO_ID, ZERO = zero_case()
PLAIN_ID, PLAIN = plain_case()
HEXKEY = "0123456789abcdef0123456789abcdef"
T, C = text(), {}


def case(code, fires, near=RIGHT, mended=True):
    C[code] = {"fires": fires, "near": near, "mended": mended}


# How the password was computed.
case("algorithm-mismatch", claim(password=sign(T, method="sha256")), claim(mqtt_client_id=mid(method="hmacsha256"), password=sign(T, method="sha256")))
case("sign-method-missing", claim(mqtt_client_id=mid(method=None)), claim(mqtt_client_id=mid(method=None), password=sign(T, method="md5")))
case("sign-method-signed", signed(T.replace("timestamp", "signmethodhmacsha1timestamp")), signed(T))
case("ext-params-signed", signed(T.replace("timestamp", "securemode3signmethodhmacsha1timestamp")))
case("whole-client-id-signed", signed(text(mid())))
case("client-id-mismatch", signed(text(f"{PK}.{DN}")), signed(text(f"{PK}.{DN}"), mqtt_client_id=mid(f"{PK}.{DN}")))
case("client-id-not-signed", signed(T.replace("clientId12345", "")))
case("timestamp-mismatch", signed(text(ts="1657367540780")), signed(text(ts="1657367540780"), mqtt_client_id=mid(ts="1657367540780")))
case("timestamp-not-sent", signed(text(ts="2524608000000"), mqtt_client_id=mid(ts=None)), signed(text(ts=None), mqtt_client_id=mid(ts=None)))
case("timestamp-not-signed", signed(text(ts=None)), signed(text(ts=None), mqtt_client_id=mid(ts=None)))
case("names-not-signed", signed(f"12345{DN}{PK}{TS}"))
case("order-wrong", signed(f"productKey{PK}deviceName{DN}clientId12345timestamp{TS}"))
case("separator-added", signed(f"clientId=12345&deviceName={DN}&productKey={PK}&timestamp={TS}"))
case("name-case-wrong", signed(f"ClientId12345DeviceName{DN}ProductKey{PK}Timestamp{TS}"))
case("name-misspelt", signed(T.replace("productKey", "producy")))
case("identity-swapped", signed(text(pk=DN, dn=PK)))
case("secret-has-whitespace", claim(password=sign(T, SECRET + "\r\n")), claim(password=sign(T, SECRET + "\0")))
case("secret-case-changed", claim(password=sign(T, SECRET.upper())))
case("secret-hex-decoded", claim(device_secret=HEXKEY, password=sign(T, bytes.fromhex(HEXKEY))), claim(device_secret=HEXKEY, password=sign(T, HEXKEY)))
case("product-secret-used", claim(product_secret="Xq81mZp03LkT7vRa", password=sign(T, "Xq81mZp03LkT7vRa")), claim(product_secret="Xq81mZp03LkT7vRa"))
case("key-content-swapped", claim(password=sign(SECRET, T)))
case("hash-not-hmac", claim(password=hashlib.sha1((T + SECRET).encode()).hexdigest()))
case("password-base64", claim(password=base64.b64encode(RAW).decode()))
case("password-base64-of-hex", claim(password=base64.b64encode(RAW.hex().encode()).decode()))
case("password-leading-zeros-lost", claim(mqtt_client_id=mid(ZERO_ID), password=ZERO[1:]), claim(mqtt_client_id=mid(ZERO_ID), password=ZERO))
case("password-truncated", claim(password=RAW.hex()[:32]))
case("password-whitespace", claim(password=RAW.hex() + "\n"))
case("password-bytes-unpadded", claim(password="".join(f"{b if b < 128 else b + 0xffffff00:x}" for b in RAW)), claim(mqtt_client_id=mid(PLAIN_ID), password=PLAIN))
case("password-raw", claim(password="".join(f"\\x{b:02x}" for b in RAW)))
case("content-has-whitespace", signed(T + "\n"))
case("content-charset", signed(text("设备").encode("gbk"), mqtt_client_id=mid("设备")), signed(text("设备"), mqtt_client_id=mid("设备")))
case("identity-mismatch-signed", signed(text("a1Practice0.other", dn="other"), mqtt_client_id=mid("a1Practice0.other")), signed(text("a1Practice0.other"), mqtt_client_id=mid("a1Practice0.other")))
case("identity-not-signed", signed(T.replace(f"deviceName{DN}", "")))
case("secret-mistyped", claim(password=sign(T, SECRET.replace("c3D4", "c3E4")), device_secret=SECRET))

# Strings.
case("username-swapped", claim(username=f"{PK}&{DN}"))
case("username-separator-wrong", claim(username=f"{DN}&amp;{PK}"))
case("username-identity-mismatch", claim(username=f"other&{PK}"), claim(username=f"{DN}&{PK}"))
case("username-whitespace", claim(username=f"{DN}&{PK}\n"))
case("client-id-whitespace", claim(mqtt_client_id=mid() + "\r\n"))
case("host-whitespace", claim(host=f" {PK}.iot-as-mqtt.cn-shanghai.aliyuncs.com"))
case("client-id-bar-missing", claim(mqtt_client_id=mid()[:-1]))
case("client-id-text-after-bar", claim(mqtt_client_id=mid() + ",ext=1"))
case("client-id-too-long", signed(text("x" * 65), mqtt_client_id=mid("x" * 65)), signed(text("x" * 64), mqtt_client_id=mid("x" * 64)))
LONG = mid("0123456789abcdefghij")
case("client-id-truncated", signed(text("0123456789abcdefghij"), mqtt_client_id=LONG[:64]), signed(text("0123456789abcdefghij"), mqtt_client_id=LONG))
case("client-id-params-malformed", claim(mqtt_client_id=mid().replace("signmethod", "signMethod")))
case("client-id-escaped-comma", claim(mqtt_client_id=mid().replace(",", "\\,")))
case("client-id-placeholder", claim(mqtt_client_id=mid("${clientId}")), mended=False)
case("client-id-random", claim(mqtt_client_id="mqttx_0a1b2c3d"))
case("secure-mode-missing", claim(mqtt_client_id=mid(mode=None)))
case("secure-mode-flow", claim(mqtt_client_id=mid(mode="8")))
case("secure-mode-transport", claim(transport="tls"), claim(transport="tls", mqtt_client_id=mid(mode="2")))
case("sign-method-unknown", claim(mqtt_client_id=mid(method="hmacsha512"), password=sign(T, method="sha512")), mended=False)
case("sign-method-case", claim(mqtt_client_id=mid(method="HmacSha1")))
case("host-product-mismatch", claim(host="a1Another00.iot-as-mqtt.cn-shanghai.aliyuncs.com"), mended=False)
case("host-malformed", claim(host="mqtt.iot-as-mqtt.cn-shanghai.aliyuncs.com"), mended=False)
case("host-other-service", claim(host="post-cn-0pp0.mqtt.aliyuncs.com"), mended=False)
case("port-unusual", claim(port=8083), claim(port=443), mended=False)
case("keep-alive-out-of-range", claim(keep_alive_s=15), claim(keep_alive_s=30), mended=False)
case("protocol-version", claim(protocol_level=5), claim(protocol_level=3), mended=False)
case("will-or-qos2", claim(qos=2), claim(qos=1), mended=False)
case("other-service", claim(mqtt_client_id="GID_test@@@device1", username="Signature|LTAImadeup|post-cn-0pp0", password="YWJjZGVmZ2hpamtsbW5vcHFyc3Q="), mended=False)
case("password-upper-case", claim(password=RAW.hex().upper()))
case("timestamp-seconds", signed(text(ts="1657367540"), mqtt_client_id=mid(ts="1657367540")), mended=False)

# Observed, and overall.
for code, number in [("refused-version", 1), ("refused-identifier", 2), ("refused-unavailable", 3), ("refused-credentials", 5)]:
    case(code, claim(observation={"connack": number}), claim(observation={"connack": 0}), mended=False)
for how in ["closed", "timeout", "unreachable", "mixed-content", "subprotocol", "malformed", "keep-alive-lost", "offline"]:
    case(f"transport-{how}", claim(observation={"transport": how}), mended=False)
case("evicted", claim(observation={"evicted": True}), mended=False)
case("secret-or-identity-wrong", claim(password=sign(T, "f" * 32)))

# The other ways in.
PRODUCT_SECRET = "uXkW2v9QfT3bLm0Z"
REGISTER = f"deviceName{DN}productKey{PK}random567345"


def register(content=REGISTER, key=PRODUCT_SECRET, mode="2", salt="random=567345,", **over):
    params = f"securemode={mode},authType=register,{salt}signmethod=hmacsha1"
    return claim(mqtt_client_id=f"12345|{params}|", password=sign(content, key), transport="tls", product_secret=PRODUCT_SECRET, **over)


def queue(password=None, method="sha1"):
    digest = hmac.new(SECRET.encode(), b"GID_test@@@device1", getattr(hashlib, method)).digest()
    return {"mqtt_client_id": "GID_test@@@device1", "username": "Signature|LTAImadeup|post-cn-0pp0", "device_secret": SECRET,
            "password": password or base64.b64encode(digest).decode()}


def auth(name="signmethod"):
    fields = {"productKey": PK, "deviceName": DN, "clientId": "12345", "timestamp": TS, name: "hmacsha1", "sign": sign(T)}
    return {"request": {"kind": "https-auth", "fields": fields}, "device_secret": SECRET}


case("flow-algorithm", queue(method="md5"), queue(), mended=False)
case("password-hex", queue(hmac.new(SECRET.encode(), b"GID_test@@@device1", hashlib.sha1).hexdigest()), queue(), mended=False)
case("extra-field-signed", register(f"clientId12345{REGISTER}"), register(), mended=False)
case("random-mismatch", register(REGISTER.replace("567345", "567346")), register(), mended=False)
case("random-not-signed", register(REGISTER.replace("random567345", "")), register(), mended=False)
case("device-secret-used", register(key=SECRET), register(), mended=False)
case("random-missing", register(salt=""), register(), mended=False)
case("secure-mode-registration", register(mode="3"), register(mode="-2"), mended=False)
case("request-field-misspelt", auth("signMethod"), auth(), mended=False)
case("password-token", claim(mqtt_client_id="12345|securemode=-2,authType=connwl|", password="f" * 32), mended=False)
case("flow-login", register(), mended=False)

with open("every_code.json", "w", encoding="utf-8") as out:
    json.dump(C, out, ensure_ascii=False, indent=1)
    out.write("\n")
