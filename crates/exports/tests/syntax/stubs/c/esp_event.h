#include "mqtt_client.h"
