/* A stub of esp-mqtt's mqtt_client.h, version 5: the names that our text uses. The parts of the
   configuration have the names and the nesting of the real ones. */
#pragma once
#include <stdint.h>
#include <stdio.h>

typedef int esp_err_t;
typedef const char *esp_event_base_t;
#define ESP_ERROR_CHECK(call) ((void)(call))
#define ESP_EVENT_ANY_ID (-1)
static inline esp_err_t nvs_flash_init(void) { return 0; }
static inline esp_err_t esp_netif_init(void) { return 0; }
static inline esp_err_t esp_event_loop_create_default(void) { return 0; }
static inline esp_err_t example_connect(void) { return 0; }
static inline esp_err_t esp_crt_bundle_attach(void *conf) { return 0; }

typedef struct esp_mqtt_client *esp_mqtt_client_handle_t;
typedef enum { MQTT_EVENT_ERROR = 0, MQTT_EVENT_CONNECTED, MQTT_EVENT_DISCONNECTED, MQTT_EVENT_DATA = 6 } esp_mqtt_event_id_t;
typedef enum { MQTT_ERROR_TYPE_NONE = 0, MQTT_ERROR_TYPE_TCP_TRANSPORT, MQTT_ERROR_TYPE_CONNECTION_REFUSED } esp_mqtt_error_type_t;
typedef enum { MQTT_PROTOCOL_UNDEFINED = 0, MQTT_PROTOCOL_V_3_1, MQTT_PROTOCOL_V_3_1_1 } esp_mqtt_protocol_ver_t;
typedef struct { esp_mqtt_error_type_t error_type; int connect_return_code; } esp_mqtt_error_codes_t;
typedef struct {
    esp_mqtt_client_handle_t client;
    char *data;
    int data_len;
    char *topic;
    int topic_len;
    esp_mqtt_error_codes_t *error_handle;
} esp_mqtt_event_t;
typedef esp_mqtt_event_t *esp_mqtt_event_handle_t;
typedef struct {
    struct {
        struct { const char *uri; const char *hostname; uint32_t port; } address;
        struct { esp_err_t (*crt_bundle_attach)(void *conf); } verification;
    } broker;
    struct {
        const char *username;
        const char *client_id;
        struct { const char *password; } authentication;
    } credentials;
    struct { int keepalive; esp_mqtt_protocol_ver_t protocol_ver; } session;
} esp_mqtt_client_config_t;

static inline void say(const char *text) { fputs(text, stdout); putchar(0); }
static inline esp_mqtt_client_handle_t esp_mqtt_client_init(const esp_mqtt_client_config_t *config)
{
    char seconds[16];
    say(config->broker.address.uri);
    say(config->credentials.client_id);
    say(config->credentials.username);
    say(config->credentials.authentication.password);
    snprintf(seconds, sizeof seconds, "%d", config->session.keepalive);
    say(config->session.protocol_ver == MQTT_PROTOCOL_V_3_1_1 ? seconds : "wrong version");
    say(config->broker.verification.crt_bundle_attach != NULL ? "tls" : "plain");
    return NULL;
}
static inline esp_err_t esp_mqtt_client_register_event(esp_mqtt_client_handle_t client, int32_t id, void (*handler)(void *, esp_event_base_t, int32_t, void *), void *argument)
{
    esp_mqtt_event_t event = { .client = client };
    handler(argument, NULL, MQTT_EVENT_CONNECTED, &event);
    return 0;
}
static inline esp_err_t esp_mqtt_client_start(esp_mqtt_client_handle_t client) { return 0; }
static inline int esp_mqtt_client_subscribe(esp_mqtt_client_handle_t client, const char *topic, int qos) { say(topic); return 0; }
static inline int esp_mqtt_client_publish(esp_mqtt_client_handle_t client, const char *topic, const char *data, int length, int qos, int retain) { say(topic); return 0; }

/* What the program prints for people would stand between. */
#define printf(...) ((void)0)
