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

// What the browser's socket brings by itself, in a worker as the page has one: bytes, unread.
const LIMIT = `onmessage = ({ data: { url, topic, all } }) => {
  const socket = new WebSocket(url, "mqtt");
  socket.binaryType = "arraybuffer";
  const bytes = (text) => [0, text.length, ...new TextEncoder().encode(text)];
  const packet = (kind, body) => socket.send(new Uint8Array([kind, body.length, ...body]));
  socket.onopen = () => packet(0x10, [...bytes("MQTT"), 4, 2, 0, 0, ...bytes("limit")]);
  let received = -1;
  socket.onmessage = ({ data }) => {
    if (received < 0) packet(0x82, [0, 1, ...bytes(topic), 0]);
    received += received < 0 || data.byteLength < 6 ? 1 : data.byteLength;
    if (received >= all) postMessage(Date.now());
  };
};`;
function limit(url, topic, all) {
  const worker = new Worker(URL.createObjectURL(new Blob([LIMIT], { type: "text/javascript" })));
  worker.onmessage = ({ data }) => (window.doneMs ??= data);
  worker.postMessage({ url, topic, all });
}
