"""A stock MQTT client over TCP, told what to do by lines of JSON; what happens is told likewise.

The first line is the connection: {"port", "login": {"client_id", "username", "password"}} or
{"port", "device": {the arguments of signing.device_login}}. Further ones:
{"subscribe": TOPIC, "qos": N}, {"publish": TOPIC, "qos": N, "hex": PAYLOAD}, {"disconnect": true}.
"""

import json
import sys

import paho.mqtt.client as mqtt

from signing import device_login


def tell(**event):
    print(json.dumps(event), flush=True)


order = json.loads(sys.stdin.readline())
login = order.get("login") or device_login(**order["device"])
# The first version of the callbacks tells return codes as they are on the wire.
client = mqtt.Client(
    mqtt.CallbackAPIVersion.VERSION1, client_id=login["client_id"], protocol=mqtt.MQTTv311
)
client.username_pw_set(login["username"], login["password"])
client.on_connect = lambda client, data, flags, code: tell(connack=code)
client.on_disconnect = lambda client, data, code: tell(disconnected=code)
client.on_subscribe = lambda client, data, number, granted: tell(granted=list(granted))
client.on_publish = lambda client, data, number: tell(published=number)
client.on_message = lambda client, data, message: tell(
    topic=message.topic, qos=message.qos, hex=message.payload.hex()
)
client.reconnect_delay_set(3600)
client.connect("127.0.0.1", order["port"], keepalive=60)
client.loop_start()
for line in sys.stdin:
    order = json.loads(line)
    if "subscribe" in order:
        client.subscribe(order["subscribe"], order["qos"])
    elif "publish" in order:
        client.publish(order["publish"], bytes.fromhex(order["hex"]), order["qos"])
    else:
        client.disconnect()
