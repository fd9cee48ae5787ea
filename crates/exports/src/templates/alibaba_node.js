// npm install alibabacloud-iot-device-sdk
const iot = require("alibabacloud-iot-device-sdk");

const device = iot.device({
  productKey: {{product_key}},
  deviceName: {{device_name}},
  deviceSecret: {{device_secret}},
  clientId: {{own_client_id}},
  brokerUrl: {{url}},
  keepalive: {{keep_alive}},
});

device.on("connect", () => {
  console.log("CONNACK: 0");
  device.subscribe({{subscribe_topic}});
  device.publish({{publish_topic}}, "hello");
});
device.on("message", (topic, payload) => console.log(topic, payload.toString()));
device.on("error", (error) => console.error(error.message));
