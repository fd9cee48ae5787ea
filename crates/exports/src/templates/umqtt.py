# mpremote mip install umqtt.simple; the board is online already
import time

@tls import ssl
from umqtt.simple import MQTTClient

HOST = {{host}}
PORT = {{port}}
CLIENT_ID = {{client_id}}
USERNAME = {{username}}
PASSWORD = {{password}}
KEEP_ALIVE = {{keep_alive}}
PUBLISH_TOPIC = {{publish_topic}}
SUBSCRIBE_TOPIC = {{subscribe_topic}}


def on_message(topic, message):
    print(topic, message)


@tls # Not for production: the certificate is not checked.
@tls context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
@tls context.verify_mode = ssl.CERT_NONE
# Bytes: lengths are counted with len().
client = MQTTClient(
    CLIENT_ID.encode(),
    HOST,
    port=PORT,
    user=USERNAME.encode(),
    password=PASSWORD.encode(),
    keepalive=KEEP_ALIVE,
@tls     ssl=context,
)
client.set_callback(on_message)
client.connect()
print("CONNACK: 0")
client.subscribe(SUBSCRIBE_TOPIC.encode())
client.publish(PUBLISH_TOPIC.encode(), b"hello")

pinged = time.time()
while True:
    client.check_msg()
    if time.time() - pinged > KEEP_ALIVE // 2:
        client.ping()
        pinged = time.time()
    time.sleep_ms(100)
