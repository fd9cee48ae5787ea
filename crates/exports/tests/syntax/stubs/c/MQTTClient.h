/* A stub of Paho's MQTTClient.h: the names that our text uses, which print what they are told. */
#pragma once
#include <stdio.h>
#include <string.h>

typedef void *MQTTClient;
typedef struct { const char *trustStore; } MQTTClient_SSLOptions;
typedef struct {
    int MQTTVersion;
    const char *username;
    const char *password;
    int keepAliveInterval;
    int cleansession;
    MQTTClient_SSLOptions *ssl;
} MQTTClient_connectOptions;
typedef struct { int payloadlen; void *payload; } MQTTClient_message;

#define MQTTClient_SSLOptions_initializer { NULL }
#define MQTTClient_connectOptions_initializer { 0, NULL, NULL, 60, 1, NULL }
#define MQTTCLIENT_SUCCESS 0
#define MQTTCLIENT_PERSISTENCE_NONE 1
#define MQTTVERSION_3_1_1 4

static inline void say(const char *text) { fputs(text, stdout); putchar(0); }

/* What the program prints for people would stand between. */
#define printf(...) ((void)0)

static inline int MQTTClient_create(MQTTClient *client, const char *uri, const char *id, int kind, void *context)
{
    *client = NULL;
    say(uri);
    say(id);
    return kind == MQTTCLIENT_PERSISTENCE_NONE && context == NULL ? 0 : 1;
}
static inline int MQTTClient_connect(MQTTClient client, MQTTClient_connectOptions *options)
{
    char seconds[16];
    say(options->username);
    say(options->password);
    snprintf(seconds, sizeof seconds, "%d", options->keepAliveInterval);
    say(seconds);
    say(options->ssl != NULL && options->ssl->trustStore != NULL ? "tls" : "plain");
    return options->MQTTVersion == MQTTVERSION_3_1_1 && options->cleansession ? 0 : 1;
}
static inline int MQTTClient_subscribe(MQTTClient client, const char *topic, int qos) { say(topic); return 0; }
static inline int MQTTClient_publish(MQTTClient client, const char *topic, int length, const void *payload, int qos, int retained, int *token)
{
    say(length == 5 && memcmp(payload, "hello", 5) == 0 && qos == 1 && !retained && token == NULL ? topic : "wrong");
    return 0;
}
static inline int MQTTClient_isConnected(MQTTClient client) { return 0; }
static inline int MQTTClient_receive(MQTTClient client, char **topic, int *length, MQTTClient_message **message, unsigned long ms) { return 0; }
static inline void MQTTClient_freeMessage(MQTTClient_message **message) {}
static inline void MQTTClient_free(void *pointer) {}
static inline void MQTTClient_destroy(MQTTClient *client) {}
