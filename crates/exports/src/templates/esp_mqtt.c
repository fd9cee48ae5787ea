#include <stdio.h>
#include "esp_event.h"
#include "esp_netif.h"
#include "mqtt_client.h"
#include "nvs_flash.h"
#include "protocol_examples_common.h"
@tls #include "esp_crt_bundle.h"

#define PUBLISH_TOPIC {{publish_topic}}
#define SUBSCRIBE_TOPIC {{subscribe_topic}}

static void on_event(void *argument, esp_event_base_t base, int32_t id, void *data)
{
    esp_mqtt_event_handle_t event = data;
    switch ((esp_mqtt_event_id_t)id) {
    case MQTT_EVENT_CONNECTED:
        printf("CONNACK: 0\n");
        esp_mqtt_client_subscribe(event->client, SUBSCRIBE_TOPIC, 1);
        esp_mqtt_client_publish(event->client, PUBLISH_TOPIC, "hello", 0, 1, 0);
        break;
    case MQTT_EVENT_DATA:
        printf("%.*s %.*s\n", event->topic_len, event->topic, event->data_len, event->data);
        break;
    case MQTT_EVENT_ERROR:
        if (event->error_handle->error_type == MQTT_ERROR_TYPE_CONNECTION_REFUSED) {
            printf("CONNACK: %d\n", (int)event->error_handle->connect_return_code);
        }
        break;
    default:
        break;
    }
}

void app_main(void)
{
    ESP_ERROR_CHECK(nvs_flash_init());
    ESP_ERROR_CHECK(esp_netif_init());
    ESP_ERROR_CHECK(esp_event_loop_create_default());
    ESP_ERROR_CHECK(example_connect());

    const esp_mqtt_client_config_t config = {
        .broker.address.uri = {{url}},
@tls         .broker.verification.crt_bundle_attach = esp_crt_bundle_attach,
        .credentials.client_id = {{client_id}},
        .credentials.username = {{username}},
        .credentials.authentication.password = {{password}},
        .session.keepalive = {{keep_alive}},
        .session.protocol_ver = MQTT_PROTOCOL_V_3_1_1,
    };
    esp_mqtt_client_handle_t client = esp_mqtt_client_init(&config);
    ESP_ERROR_CHECK(esp_mqtt_client_register_event(client, ESP_EVENT_ANY_ID, on_event, NULL));
    ESP_ERROR_CHECK(esp_mqtt_client_start(client));
}
