"""The mistakes that stand in the strings of CONNECT and in what surrounds it, each as a developer
would make it. Drawn like those of `recipe_mistakes`."""

import base64
import hashlib
import hmac
import uuid

from device import BASE62, HEX, LOWER, device_name, product_key, text
from recipe_mistakes import PREPARE, mistake, sets, signs


def visible(*fields):
    """The change of fields that must stand in the claim for the mistake to be seen."""
    return lambda device: device.hidden.difference_update(fields)


def both(*changes):
    def change(device):
        for one in changes:
            one(device)
    return change


def after_client_id(edit):
    return lambda device: device.after_client_id.append(edit)


def after_host(edit):
    return both(visible("host"), lambda device: device.after_host.append(edit))


IDENTITY = visible("product_key", "device_name")


@mistake("username-swapped", "s-user")
def _(rng, d, alone):
    return both(IDENTITY, sets(user=lambda dn, pk: f"{pk}&{dn}"))


@mistake("username-separator-wrong", "s-user")
def _(rng, d, alone):
    between = rng.choice(["&amp;", "&amp;", "%26", "%26", "|", ".", "+", "&&", "", "@", "/", ",", "-", "_", ":", "＆", "#"])
    return both(IDENTITY, sets(user=lambda dn, pk: dn + between + pk))


@mistake("username-identity-mismatch", "s-user identity")
def _(rng, d, alone):
    dn, pk = rng.choice([
        (device_name(rng), d.pk), (d.dn, product_key(rng)), (device_name(rng), product_key(rng)),
        (d.dn + rng.choice("0123"), d.pk), (d.dn[:-1], d.pk), (d.dn, d.pk.lower()), (d.dn.swapcase(), d.pk),
    ])
    return both(IDENTITY, sets(user=lambda *_: f"{dn}&{pk}"))


@mistake("username-whitespace", "s-user")
def _(rng, d, alone):
    form = rng.choice(["{} & {}", "{}& {}", "{} &{}", " {}&{}", "{}&{} ", "{}&{}\n", "{}&{}\r\n", "{}&{}\t", "\t{}&{}"])
    return sets(user=lambda dn, pk: form.format(dn, pk))


@mistake("client-id-whitespace", "bars cidtext")
def _(rng, d, alone):
    return after_client_id(rng.choice([
        lambda s: " " + s, lambda s: s + " ", lambda s: s + "\n", lambda s: s + "\r\n", lambda s: "\t" + s,
        lambda s: s.replace("|", " |", 1), lambda s: s.replace("|", "| ", 1), lambda s: s[:-1] + " |",
        lambda s: s.replace("=", " = "), lambda s: s.replace(",", ", "), lambda s: s.replace("securemode=", "securemode= "),
    ]))


@mistake("host-whitespace", "s-host")
def _(rng, d, alone):
    return after_host(rng.choice([
        lambda s: " " + s, lambda s: s + " ", lambda s: s + "\n", lambda s: s + "\r\n", lambda s: s + "\t", lambda s: " " + s + " ",
        lambda s: s.replace(".", ". ", 1),
    ]))


@mistake("client-id-bar-missing", "bars cidtext")
def _(rng, d, alone):
    return sets(bars=rng.choice([("", "|"), ("|", ""), ("|", "")]))


@mistake("client-id-text-after-bar", "bars cidtext")
def _(rng, d, alone):
    rest = rng.choice([",ext=1", ",ext=1", "ext=1", ",_ss=1", "abc", "\"", ",", ";", "0", d.dn])
    return after_client_id(lambda s: s + rest)


def prepare_long(rng, device):
    device.cid = rng.choice([
        text(rng, BASE62, rng.randrange(65, 110)), f"{device.pk}.{device.dn}." + text(rng, HEX, 64),
        "-".join(str(uuid.UUID(int=rng.getrandbits(128))) for _ in range(2)),
    ])


@mistake("client-id-too-long", "cid cidtext")
def _(rng, d, alone):
    return (lambda device: None) if len(d.cid) > 64 else None


def prepare_truncated(rng, device):
    """A long list of parameters, cut inside one that the password does not need."""
    device.extras = rng.choice([
        [("_v", "sdk-c-4.1.0"), ("lan", "C"), ("_ss", "1"), ("ext", "3"), ("module_id", text(rng, LOWER, 24))],
        [("partner_id", "example.demo.partner-id"), ("module_id", "example.demo.module-id"), ("pid", text(rng, LOWER, 64))],
        [("lan", "Python3.8.10"), ("_v", "1.2.13"), ("_uuid", text(rng, HEX, 120))],
        [("lan", "JS"), ("sdk", "paho-embedded-c-1.1.0"), ("mid", text(rng, BASE62, 40)), ("_conn", "tcp")],
    ])
    device.keys = ["securemode", "signmethod", "timestamp"] + [k for k, _ in device.extras]


@mistake("client-id-truncated", "bars commas params cidtext mode method ts extsigned")
def _(rng, d, alone):
    whole = d.client_id_text()
    safe = min(whole.index(f"{key}=") for key, _ in d.extras) if d.extras else len(whole)
    sizes = [n for n in (63, 64, 127, 128, 149, 150, 199, 200, 255, 256) if safe + 2 < n < len(whole) - 1]
    sizes = [n for n in sizes if whole[n - 1] not in ",|" and whole[n] not in ",|"]
    if not sizes:
        return None
    size = rng.choice(sizes)
    return after_client_id(lambda s: s[:size])


def renamed(old, new):
    return lambda key, value: f"{new if key == old else key}={value}"


@mistake("client-id-params-malformed", "commas params mode method ts")
def _(rng, d, alone):
    kinds = [
        sets(param=renamed("signmethod", rng.choice(["signMethod", "SignMethod", "signmethed", "sginmethod", "sign_method", "SIGNMETHOD"]))),
        sets(param=renamed("securemode", rng.choice(["secureMode", "SecureMode", "securmode", "secure_mode", "SECUREMODE", "securemod"]))),
        sets(param=lambda k, v: f"{k}:{v}"),
        sets(comma=";"),
        sets(comma="，"),
        sets(bars=("｜", "｜")),
        sets(bars=("｜", "|")),
        after_client_id(lambda s: s.replace("securemode=", "securemode=2,securemode=", 1)),
        after_client_id(lambda s: s[:-1] + f",signmethod={d.method}|"),
    ]
    if d.ts:
        kinds.append(sets(param=renamed("timestamp", rng.choice(["timeStamp", "Timestamp", "timestap", "timestmap", "timestame"]))))
    return rng.choice(kinds)


@mistake("client-id-escaped-comma", "commas")
def _(rng, d, alone):
    return sets(comma="\\,")


@mistake("client-id-placeholder", "cid cidtext s-user s-host identity ts")
def _(rng, d, alone):
    """The template's text reached the wire, and is signed where it is signed at all."""
    clients = ["${clientId}", "<clientId>", "${ClientId}", "YourClientId", "${YourClientId}", "${deviceName}", "<deviceName>", "${productKey}.${deviceName}"]
    hosts = ["${YourProductKey}.iot-as-mqtt.${YourRegionId}.aliyuncs.com", "${productKey}.iot-as-mqtt.cn-shanghai.aliyuncs.com", "YourProductKey.iot-as-mqtt.cn-shanghai.aliyuncs.com", "<ProductKey>.iot-as-mqtt.cn-shanghai.aliyuncs.com", "${IotInstanceId}.mqtt.iothub.aliyuncs.com"]
    users = ["${deviceName}&${productKey}", "<deviceName>&<productKey>", "YourDeviceName&YourProductKey", "${YourDeviceName}&${YourProductKey}", f"{d.dn}&${{productKey}}", f"<deviceName>&{d.pk}"]
    kind = rng.choice(["client", "client", "host", "user", "timestamp"])
    if kind == "client":
        return sets(cid=rng.choice(clients))
    if kind == "timestamp":
        return sets(ts=rng.choice(["${timestamp}", "<timestamp>"]))
    if kind == "host":
        host = rng.choice(hosts)
        return after_host(lambda _: host)
    user = rng.choice(users)
    return both(IDENTITY, sets(user=lambda *_: user))


def random_client_id(rng):
    return rng.choice([
        lambda: "mqttx_" + text(rng, HEX, 8), lambda: "mqttjs_" + text(rng, HEX, 8), lambda: "mosq-" + text(rng, BASE62, 18),
        lambda: f"paho{rng.randrange(10**12, 10**15)}", lambda: text(rng, HEX, 32), lambda: str(uuid.UUID(int=rng.getrandbits(128))),
        lambda: "ESP8266Client-" + text(rng, HEX, 4), lambda: "MQTT_FX_Client", lambda: "mqtt-explorer-" + text(rng, HEX, 8),
        lambda: "ESP32_" + text(rng, "0123456789ABCDEF", 6), lambda: "auto-" + str(uuid.UUID(int=rng.getrandbits(128))).upper(),
    ])()


@mistake("client-id-random", "bars commas params cid cidtext mode method ts extsigned")
def _(rng, d, alone):
    tool = random_client_id(rng)
    shape = rng.choice([f"{d.pk}.{d.dn}", f"{d.pk}&{d.dn}", d.dn, tool])
    ts = rng.choice([None, None, "2524608000000"])
    return both(after_client_id(lambda _: tool), signs("clientId", shape), signs("timestamp", ts))


@mistake("secure-mode-missing", "mode extsigned")
def _(rng, d, alone):
    return sets(keys=[k for k in d.keys if k != "securemode"])


@mistake("secure-mode-flow", "mode")
def _(rng, d, alone):
    return sets(mode=rng.choice(["-2", "8", "-1", "0", "1", "4", "5", "7", "-2", "8"]))


@mistake("secure-mode-transport", "mode")
def _(rng, d, alone):
    return both(visible("transport"), sets(mode="3" if d.mode == "2" else "2"))


@mistake("sign-method-unknown", "method")
def _(rng, d, alone):
    digest = d.method[4:]
    unknown = rng.choice([f"hmac-{digest}", f"hmac_{digest}", f"hmac{digest}{rng.randrange(1, 9)}", f"hamc{digest}", digest[:3], f"HMAC-{digest.upper()}", f"hmc{digest}", "hmacsha512", "hmacsha224"])
    return sets(method_sent=unknown)


@mistake("sign-method-case", "method")
def _(rng, d, alone):
    digest = d.method[4:]
    return sets(method_sent=rng.choice(["hmac" + digest.capitalize(), "Hmac" + digest.capitalize(), "HMAC" + digest.upper(), "hmac" + digest.upper(), "Hmac" + digest.upper(), "HMAC" + digest]))


@mistake("host-product-mismatch", "s-host")
def _(rng, d, alone):
    other = product_key(rng)
    return None if d.instance else after_host(lambda s: s.replace(d.pk, other))


@mistake("host-malformed", "s-host")
def _(rng, d, alone):
    old = [
        lambda s: s[len(d.pk) + 1:], lambda s: s.replace(d.pk, "mqtt", 1), lambda s: s.replace("iot-as-mqtt", "iot-as-mqt"),
        lambda s: s.replace("iot-as-mqtt", "iot-as-mqqt"), lambda s: s.replace("iot-as-mqtt", "iot_as_mqtt"),
        lambda s: s.replace(d.pk + ".", d.pk), lambda s: s.replace(f".{d.region}", ""), lambda s: s.replace("iot-as-mqtt", "iot-as_mqtt"),
    ]
    new = [lambda s: s.replace("iothub", "iothud"), lambda s: s.replace(".mqtt.iothub", ".iothub"), lambda s: s[len(d.instance) + 1:]]
    any_host = [
        lambda s: rng_scheme + s, lambda s: s + ":1883", lambda s: s + "/mqtt", lambda s: s.replace("aliyuncs", "aliyunc"),
        lambda s: s.replace(".com", ".con"), lambda s: s.replace("aliyuncs", "aliyun"), lambda s: s + "/", lambda s: rng_scheme + s + ":443/mqtt",
    ]
    rng_scheme = rng.choice(["mqtt://", "tcp://", "ssl://", "mqtts://", "https://", "http://"])
    return after_host(rng.choice(any_host + (new if d.instance else old)))


@mistake("host-other-service", "s-host")
def _(rng, d, alone):
    region = d.region
    host = rng.choice([
        f"iot-auth.{region}.aliyuncs.com", f"iot-as-http.{region}.aliyuncs.com", f"{d.pk}.coap.cn-shanghai.link.aliyuncs.com",
        "iot-auth-global.aliyuncs.com", f"post-cn-{text(rng, LOWER, 11)}.mqtt.aliyuncs.com",
        f"mqtt-cn-{text(rng, LOWER, 11)}.mqtt.aliyuncs.com", f"iot-06z00{text(rng, LOWER, 10)}.auth.iothub.aliyuncs.com",
        f"iot.{region}.aliyuncs.com", f"iot-06z00{text(rng, LOWER, 10)}.amqp.iothub.aliyuncs.com", f"{rng.randrange(10**15, 10**16)}.iot-amqp.{region}.aliyuncs.com",
    ])
    return after_host(lambda _: host)


@mistake("port-unusual", "port")
def _(rng, d, alone):
    return both(visible("port", "transport"), sets(port=rng.choice([80, 8080, 8083, 8084, 1884, 5683, 8443, 9001, 18083, 3000])))


@mistake("keep-alive-out-of-range", "keep-alive")
def _(rng, d, alone):
    return both(visible("keep_alive_s"), sets(keep_alive=rng.choice([0, 1, 5, 10, 15, 15, 20, 29, 1201, 1800, 3600, 7200, 65535])))


@mistake("protocol-version", "protocol s-host")
def _(rng, d, alone):
    if rng.random() < 0.2:
        return both(visible("protocol_level"), sets(level=rng.choice([1, 2, 6, 131])))
    return None if d.instance else both(visible("protocol_level", "host"), sets(level=5, will=None, qos=None, retain=None))


@mistake("will-or-qos2", "protocol")
def _(rng, d, alone):
    field, value = rng.choice([("will", True), ("qos", 2), ("retain", True)])
    return both(visible("protocol_level"), sets(**{"level": rng.choice([3, 4, 4]), field: value}))


def base64_hmac_sha1(key, message):
    return base64.b64encode(hmac.new(key.encode(), message.encode(), "sha1").digest()).decode()


def message_queue(rng, d):
    client = f"GID_{rng.choice(['test', 'iot', 'mqtt'])}@@@{d.dn}"
    instance = rng.choice(["post-cn-", "mqtt-cn-"]) + text(rng, LOWER, 11)
    kind = rng.choice(["Signature", "Signature", "DeviceCredential", "Token"])
    key = rng.choice(["LTAI", "LTAI4F", "DC."]) + text(rng, BASE62, 18)
    password = f"R|{text(rng, BASE62, 40)}|W|{text(rng, BASE62, 40)}" if kind == "Token" else base64_hmac_sha1(d.ds, client)
    return {"host": f"{instance}.mqtt.aliyuncs.com", "mqtt_client_id": client, "username": f"{kind}|{key}|{instance}", "password": password}


def enos(rng, d):
    ts = str(rng.randrange(1500000000000, 1790000000000))
    password = hashlib.sha256(f"clientId{d.dn}deviceKey{d.dn}productKey{d.pk}timestamp{ts}{d.ds}".encode()).hexdigest().upper()
    return {"host": "mqtt.envisioniot.example", "mqtt_client_id": f"{d.dn}|securemode=2,signmethod=sha256,timestamp={ts}|", "username": f"{d.dn}&{d.pk}", "password": password}


def pre_auth(rng, d):
    return {"host": "public.iot-as-mqtt.cn-shanghai.aliyuncs.com", "mqtt_client_id": f"{d.pk}.{d.dn}|securemode={rng.choice(['-1', '0'])},timestamp=2524608000000,signmethod=hmacsha1,gw=0|", "username": text(rng, BASE62, 28) + "0010", "password": text(rng, HEX, 32)}


def registration(rng, d):
    kind = rng.choice(["register", "regnwl"])
    mode = "2" if kind == "register" else rng.choice(["2", "-2"])
    random = str(rng.randrange(10**6, 10**10))
    content = f"deviceName{d.dn}productKey{d.pk}random{random}"
    password = hmac.new(d.ps.encode(), content.encode(), "sha256").hexdigest()
    return {"mqtt_client_id": f"{d.cid}|securemode={mode},authType={kind},random={random},signmethod=hmacsha256|", "password": password}


def token_login(rng, d):
    return {"mqtt_client_id": f"{d.cid}|securemode=-2,authType=connwl|", "password": text(rng, BASE62, 48)}


def certificate(rng, d):
    return {"host": "x509.itls.cn-shanghai.aliyuncs.com", "username": "&", "mqtt_client_id": ".|timestamp=2524608000000,securemode=2,signmethod=hmacsha256|", "password": hmac.new(b"", b"clientId.deviceNameproductKeytimestamp2524608000000", "sha256").hexdigest()}


def chip(rng, d):
    return {"host": f"{d.pk}.itls.cn-shanghai.aliyuncs.com", "mqtt_client_id": f"{d.cid}|securemode=8,signmethod=hmacsha1,timestamp=2524608000000,authtype=id2|", "password": text(rng, HEX, 40)}


@mistake("other-service", "only")
def _(rng, d, alone):
    service = rng.choice([message_queue, message_queue, enos, pre_auth, registration, token_login, certificate, chip])
    return both(visible("host"), sets(override=service(rng, d)))


@mistake("password-upper-case", "output note")
def _(rng, d, alone):
    return sets(upper=True) if not d.upper else None


@mistake("timestamp-seconds", "ts note")
def _(rng, d, alone):
    return sets(ts=rng.choice([str(rng.randrange(1500000000, 1790000000)), "789", "132323232", "abc", text(rng, LOWER, 8), "2022-07-09"]))


PREPARE.update({"client-id-too-long": prepare_long, "client-id-truncated": prepare_truncated})
