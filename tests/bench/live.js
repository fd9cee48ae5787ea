// mqtt.js at its best: it keeps nothing and shows nothing.
/* global mqtt */
function count(url, topic, all) {
  const client = mqtt.connect(url, { clientId: "count", protocolVersion: 4, reconnectPeriod: 0 });
  let received = 0;
  client.on("message", () => {
    received += 1;
    if (received === all) {
      window.doneMs = Date.now();
      client.end();
    }
  });
  client.on("connect", () => client.subscribe(topic, { qos: 0 }));
}
