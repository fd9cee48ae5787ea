#ifndef MQTT_CREDENTIALS_H
#define MQTT_CREDENTIALS_H

#define MQTT_HOST {{host}}
#define MQTT_PORT {{port}}
@web #define MQTT_WEBSOCKET_URL {{websocket_url}}
#define MQTT_CLIENT_ID {{client_id}}
#define MQTT_USERNAME {{username}}
#define MQTT_PASSWORD {{password}}
#define MQTT_KEEP_ALIVE {{keep_alive}}
#define MQTT_PUBLISH_TOPIC {{publish_topic}}
#define MQTT_SUBSCRIBE_TOPIC {{subscribe_topic}}

#endif
