// Runs programs with stubs of MQTT.js and of the vendor's SDK in place of the libraries; prints
// what each program told the library, one JSON object a line.
"use strict";
const fs = require("fs");
const vm = require("vm");

for (const name of process.argv.slice(2)) {
  const told = {};
  const client = {
    on(event, listener) {
      if (event === "connect") listener();
    },
    subscribe(topic) {
      told.subscribed = topic;
    },
    publish(topic, payload) {
      if (payload !== "hello") throw new Error(payload);
      told.published = topic;
    },
    end() {},
  };
  const libraries = {
    mqtt: {
      connect(url, options) {
        Object.assign(told, { url, options });
        return client;
      },
    },
    "alibabacloud-iot-device-sdk": {
      device(options) {
        Object.assign(told, { options });
        return client;
      },
    },
  };
  const script = new vm.Script(fs.readFileSync(name, "utf8"), { filename: name });
  const quiet = { log() {}, error() {} };
  script.runInNewContext({ require: (library) => libraries[library], console: quiet });
  console.log(JSON.stringify(told));
}
