"""Runs programs with stubs of paho-mqtt and umqtt in place of the libraries.

Prints what each program told the library, one JSON object a line.
"""

import json
import sys
import types

told = {}


class Done(Exception):
    pass


class Success:
    is_failure = False


class Version:
    VERSION2 = object()


class Paho:
    def __init__(self, version, client_id, protocol, transport="tcp"):
        assert version is Version.VERSION2 and protocol == 4
        told.update(client_id=client_id, transport=transport, path=None, tls=False)

    def username_pw_set(self, username, password):
        told.update(username=username, password=password)

    def tls_set(self):
        told["tls"] = True

    def ws_set_options(self, path):
        told["path"] = path

    def connect(self, host, port, keepalive):
        told.update(host=host, port=port, keepalive=keepalive)

    def subscribe(self, topic, qos):
        told["subscribed"] = topic

    def publish(self, topic, payload, qos):
        assert payload == "hello"
        told["published"] = topic

    def loop_forever(self):
        self.on_connect(self, None, {}, Success(), None)


class Umqtt:
    def __init__(self, client_id, server, port, user, password, keepalive, ssl=None):
        told.update(
            client_id=client_id.decode(),
            username=user.decode(),
            password=password.decode(),
            host=server,
            port=port,
            keepalive=keepalive,
            tls=ssl is not None,
            transport="tcp",
            path=None,
        )

    def set_callback(self, callback):
        assert callable(callback)

    def connect(self):
        pass

    def subscribe(self, topic):
        told["subscribed"] = topic.decode()

    def publish(self, topic, message):
        assert message == b"hello"
        told["published"] = topic.decode()

    def check_msg(self):
        raise Done


class Context:
    """MicroPython's, which has no names of hosts to check."""

    def __init__(self, protocol):
        assert protocol == 16


def module(name, **names):
    sys.modules[name] = types.ModuleType(name)
    sys.modules[name].__dict__.update(names)
    return sys.modules[name]


client = module("paho.mqtt.client", Client=Paho, CallbackAPIVersion=Version, MQTTv311=4)
mqtt = module("paho.mqtt", client=client)
module("paho", mqtt=mqtt)
module("umqtt.simple", MQTTClient=Umqtt)
module("umqtt")
module("ssl", SSLContext=Context, PROTOCOL_TLS_CLIENT=16, CERT_NONE=0)

for name in sys.argv[1:]:
    told.clear()
    with open(name, encoding="utf-8", newline="") as file:
        code = compile(file.read(), name, "exec")
    try:
        exec(code, {"__name__": "__main__", "print": lambda *_: None})
    except Done:
        pass
    print(json.dumps(told))
