// A stub of Arduino's core, WiFi and PubSubClient 2.8: the names that our sketch uses, which print
// what they are told.
#pragma once
#include <cstdint>
#include <cstdio>
#include <cstring>
#include <initializer_list>

inline void say(const char *text) { std::fputs(text, stdout); std::putchar(0); }
inline void say(unsigned number) {
  char text[16];
  std::snprintf(text, sizeof text, "%u", number);
  say(text);
}

inline void delay(unsigned long) {}
struct SerialPort {
  void begin(unsigned long) {}
  void print(const char *) {}
  void print(char) {}
  void println() {}
  void println(int) {}
  void write(const uint8_t *, unsigned) {}
};
static SerialPort Serial;
#define WL_CONNECTED 3
struct WiFiPart {
  void begin(const char *, const char *) {}
  int status() { return WL_CONNECTED; }
};
static WiFiPart WiFi;

struct Client { const char *kind; };
struct WiFiClient : Client { WiFiClient() { kind = "plain"; } };
struct WiFiClientSecure : Client {
  WiFiClientSecure() { kind = "tls, not set up"; }
  void setInsecure() { kind = "tls"; }
};

struct PubSubClient {
  Client &client;
  uint16_t bufferSize = 256;
  explicit PubSubClient(Client &client) : client(client) {}
  PubSubClient &setServer(const char *host, uint16_t port) { say(client.kind); say(host); say(port); return *this; }
  PubSubClient &setKeepAlive(uint16_t seconds) { say(seconds); return *this; }
  bool setBufferSize(uint16_t size) { bufferSize = size; return true; }
  PubSubClient &setCallback(void (*)(char *, uint8_t *, unsigned int)) { return *this; }
  bool connected() { return false; }
  bool connect(const char *id, const char *user, const char *pass) {
    // As in the library: 5 bytes of header, 10 of CONNECT, and each text with its length.
    size_t length = 15;
    for (const char *text : {id, user, pass}) {
      length += 2 + std::strlen(text);
      if (length > bufferSize) { say("the buffer is too small"); return false; }
      say(text);
    }
    return true;
  }
  int state() { return 0; }
  bool subscribe(const char *topic, uint8_t) { say(topic); return true; }
  bool publish(const char *topic, const char *) { say(topic); return true; }
  bool loop() { return true; }
};
