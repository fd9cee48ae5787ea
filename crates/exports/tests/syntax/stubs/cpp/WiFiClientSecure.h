#include "PubSubClient.h"
