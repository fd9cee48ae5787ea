// An aedes broker on free loopback ports, MQTT over TCP and over WebSocket; prints them when it
// listens. It lets in everybody.

import { createRequire } from "node:module";
import { createServer as createHttpServer } from "node:http";
import { createServer } from "node:net";

// Where the packages are: a folder of the cache, which import does not look in.
const require = createRequire(`${process.argv[2]}/`);
const { Aedes } = require("aedes");
const { WebSocketServer, createWebSocketStream } = require("ws");

const broker = await Aedes.createBroker();
const tcp = createServer(broker.handle);
const http = createHttpServer();
const sockets = new WebSocketServer({ server: http, handleProtocols: () => "mqtt" });
sockets.on("connection", (socket, request) => broker.handle(createWebSocketStream(socket), request));
const listen = (server) =>
  new Promise((done) => server.listen(0, "127.0.0.1", () => done(server.address().port)));
console.log(`ready mqtt=${await listen(tcp)} ws=${await listen(http)}`);
