@plain // cc device.c -lpaho-mqtt3c
@tls // cc device.c -lpaho-mqtt3cs
#include <stdio.h>
#include <string.h>
#include <MQTTClient.h>

#define SERVER_URI {{url}}
#define CLIENT_ID {{client_id}}
#define USERNAME {{username}}
#define PASSWORD {{password}}
#define KEEP_ALIVE {{keep_alive}}
#define PUBLISH_TOPIC {{publish_topic}}
#define SUBSCRIBE_TOPIC {{subscribe_topic}}

int main(void)
{
    MQTTClient client;
    MQTTClient_connectOptions options = MQTTClient_connectOptions_initializer;
@tls     MQTTClient_SSLOptions tls = MQTTClient_SSLOptions_initializer;
    int rc = MQTTClient_create(&client, SERVER_URI, CLIENT_ID, MQTTCLIENT_PERSISTENCE_NONE, NULL);
    if (rc != MQTTCLIENT_SUCCESS) {
        fprintf(stderr, "MQTTClient_create: %d\n", rc);
        return 1;
    }
    options.MQTTVersion = MQTTVERSION_3_1_1;
    options.username = USERNAME;
    options.password = PASSWORD;
    options.keepAliveInterval = KEEP_ALIVE;
    options.cleansession = 1;
@tls     tls.trustStore = "/etc/ssl/certs/ca-certificates.crt";
@tls     options.ssl = &tls;
    rc = MQTTClient_connect(client, &options);
    printf("CONNACK: %d\n", rc);
    if (rc != MQTTCLIENT_SUCCESS) {
        return 1;
    }
    MQTTClient_subscribe(client, SUBSCRIBE_TOPIC, 1);
    MQTTClient_publish(client, PUBLISH_TOPIC, (int)strlen("hello"), "hello", 1, 0, NULL);
    while (MQTTClient_isConnected(client)) {
        char *topic = NULL;
        int length = 0;
        MQTTClient_message *message = NULL;
        MQTTClient_receive(client, &topic, &length, &message, 1000);
        if (message != NULL) {
            printf("%s %.*s\n", topic, message->payloadlen, (const char *)message->payload);
            MQTTClient_freeMessage(&message);
            MQTTClient_free(topic);
        }
    }
    MQTTClient_destroy(&client);
    return 0;
}
