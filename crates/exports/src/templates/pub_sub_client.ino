// Library Manager: PubSubClient 2.8
#ifdef ESP8266
#include <ESP8266WiFi.h>
#else
#include <WiFi.h>
#endif
@tls #include <WiFiClientSecure.h>
#include <PubSubClient.h>

#define WIFI_SSID "<wifi>"
#define WIFI_PASSWORD "<wifi-password>"

const char *MQTT_HOST = {{host}};
const uint16_t MQTT_PORT = {{port}};
const char *CLIENT_ID = {{client_id}};
const char *USERNAME = {{username}};
const char *PASSWORD = {{password}};
const uint16_t KEEP_ALIVE = {{keep_alive}};
// CONNECT takes {{connect}} bytes.
const uint16_t BUFFER_SIZE = {{buffer}};
const char *PUBLISH_TOPIC = {{publish_topic}};
const char *SUBSCRIBE_TOPIC = {{subscribe_topic}};

@plain WiFiClient network;
@tls WiFiClientSecure network;
PubSubClient mqtt(network);

void onMessage(char *topic, uint8_t *payload, unsigned int length) {
  Serial.print(topic);
  Serial.print(' ');
  Serial.write(payload, length);
  Serial.println();
}

void setup() {
  Serial.begin(115200);
  WiFi.begin(WIFI_SSID, WIFI_PASSWORD);
  while (WiFi.status() != WL_CONNECTED) {
    delay(500);
  }
@tls   // Not for production: the certificate is not checked.
@tls   network.setInsecure();
  mqtt.setServer(MQTT_HOST, MQTT_PORT);
  mqtt.setKeepAlive(KEEP_ALIVE);
  mqtt.setBufferSize(BUFFER_SIZE);
  mqtt.setCallback(onMessage);
}

void loop() {
  if (!mqtt.connected()) {
    bool accepted = mqtt.connect(CLIENT_ID, USERNAME, PASSWORD);
    Serial.print("CONNACK: ");
    Serial.println(mqtt.state());
    if (!accepted) {
      // The platform takes 5 attempts a minute.
      delay(15000);
      return;
    }
    mqtt.subscribe(SUBSCRIBE_TOPIC, 1);
    mqtt.publish(PUBLISH_TOPIC, "hello");
  }
  mqtt.loop();
}
