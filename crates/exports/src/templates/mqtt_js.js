// npm install mqtt
const mqtt = require("mqtt");

const client = mqtt.connect({{url}}, {
  clientId: {{client_id}},
  username: {{username}},
  password: {{password}},
  keepalive: {{keep_alive}},
  protocolVersion: 4,
  clean: true,
});

client.on("connect", () => {
  console.log("CONNACK: 0");
  client.subscribe({{subscribe_topic}}, { qos: 1 });
  client.publish({{publish_topic}}, "hello", { qos: 1 });
});
client.on("message", (topic, payload) => console.log(topic, payload.toString()));
client.on("error", (error) => {
  console.error(error.message);
  // Wrong credentials stay wrong.
  client.end();
});
