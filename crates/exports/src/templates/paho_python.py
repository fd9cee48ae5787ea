# pip install "paho-mqtt>=2"
import paho.mqtt.client as mqtt

HOST = {{host}}
PORT = {{port}}
CLIENT_ID = {{client_id}}
USERNAME = {{username}}
PASSWORD = {{password}}
KEEP_ALIVE = {{keep_alive}}
PUBLISH_TOPIC = {{publish_topic}}
SUBSCRIBE_TOPIC = {{subscribe_topic}}


def on_connect(client, userdata, flags, reason_code, properties):
    print("CONNACK:", reason_code)
    if reason_code.is_failure:
        client.disconnect()
        return
    client.subscribe(SUBSCRIBE_TOPIC, qos=1)
    client.publish(PUBLISH_TOPIC, "hello", qos=1)


def on_message(client, userdata, message):
    print(message.topic, message.payload)


client = mqtt.Client(
    mqtt.CallbackAPIVersion.VERSION2,
    client_id=CLIENT_ID,
    protocol=mqtt.MQTTv311,
@web     transport="websockets",
)
client.username_pw_set(USERNAME, PASSWORD)
@tls client.tls_set()
@web client.ws_set_options(path={{path}})
client.on_connect = on_connect
client.on_message = on_message
client.connect(HOST, PORT, keepalive=KEEP_ALIVE)
client.loop_forever()
