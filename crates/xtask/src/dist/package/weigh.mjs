// What a page pays for the signer, and for others that do the same: NODE_MODULES PACKAGE. Each is
// bundled and minified for a browser. Prints a line each, `name<tab>bytes<tab>bytes in brotli`, once
// all have given the same fields.
import { deepStrictEqual } from "node:assert";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { brotliCompressSync } from "node:zlib";

const [modules, folder] = process.argv.slice(2);
const require = createRequire(join(modules, "of-the-tools.js"));
const esbuild = require("esbuild");

async function bundled(entry, external = []) {
  const { outputFiles } = await esbuild.build({
    entryPoints: [entry],
    bundle: true,
    minify: true,
    write: false,
    format: "esm",
    platform: "browser",
    target: "es2022",
    nodePaths: [modules],
    external,
    logLevel: "error",
  });
  return outputFiles[0].contents;
}

const beside = (name) => fileURLToPath(new URL(name, import.meta.url));
const version = (name) => JSON.parse(readFileSync(join(modules, name, "package.json"))).version;

// The wasm is a file of its own: no bundler makes it smaller.
const entry = join(folder, "bundler/connack_signer.js");
const ours = [
  await bundled(entry, ["*.wasm"]),
  readFileSync(join(folder, "bundler/connack_signer_bg.wasm")),
];
const peers = {
  [`crypto-js ${version("crypto-js")}`]: await bundled(beside("crypto-js.mjs")),
  [`@noble/hashes ${version("@noble/hashes")}`]: await bundled(beside("noble.mjs")),
};

const { sign } = require(join(folder, "node/connack_signer.js"));
for (const signMethod of ["hmacmd5", "hmacsha1", "hmacsha256"]) {
  for (const further of [{ timestamp: "789", secureMode: 3 }, { instance: "iot-06z00example" }]) {
    const device = { productKey: "pk", deviceName: "device", deviceSecret: "secret" };
    const options = { ...device, clientId: "12345", signMethod, ...further };
    const expected = sign(options);
    for (const [name, bundle] of Object.entries(peers)) {
      const text = Buffer.from(bundle).toString("base64");
      const peer = await import(`data:text/javascript;base64,${text}`);
      deepStrictEqual(peer.sign(options), expected, `${name} computes something else`);
    }
  }
}

const tell = (name, files) => {
  const sum = (size) => files.reduce((sum, file) => sum + size(file), 0);
  const brotli = sum((file) => brotliCompressSync(file).length);
  console.log(`${name}\t${sum((file) => file.length)}\t${brotli}`);
};
tell("connack-signer, every flow", ours);
for (const [name, bundle] of Object.entries(peers)) tell(`${name}, direct login only`, [bundle]);
