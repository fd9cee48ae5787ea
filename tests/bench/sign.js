// The browser's side of `cargo xtask bench sign`. Each contestant turns a secret and the content
// into the password, as hex text, in a loop of its own language; all keys are made before the
// clock starts, in the form that the contestant likes best.
import { hmac } from "@noble/hashes/hmac.js";
import { md5, sha1 } from "@noble/hashes/legacy.js";
import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex } from "@noble/hashes/utils.js";
import init, { Devices } from "./bench-sign.js";

// The same as in crates/bench-sign and sign.py: each contestant has the same time, in short rounds,
// the best of which counts; so a machine that does something else meanwhile disturbs least.
const DEVICES = 2048;
const ROUND_MS = 10;
const TIME_MS = 1500;
const METHODS = ["hmacmd5", "hmacsha1", "hmacsha256"];
const CONTENT =
  "clientIda1Practice0.practicedeviceNamepracticeproductKeya1Practice0timestamp2524608000000";

const utf8 = new TextEncoder();
const content = utf8.encode(CONTENT);
const secrets = Array.from({ length: DEVICES }, (_, number) => {
  const half = BigInt.asUintN(64, BigInt(number + 1) * 0x9e3779b97f4a7c15n);
  return half.toString(16).padStart(16, "0").repeat(2);
});
const keys = secrets.map((secret) => utf8.encode(secret));

let devices;

/** The signer: what the peers do, or all fields of CONNECT besides. */
function signer(loop) {
  return (method) => {
    devices.choose(method);
    return {
      password: (number) => devices.password(number),
      pass: () => devices[loop](),
    };
  };
}

function noble(method) {
  const hash = { hmacmd5: md5, hmacsha1: sha1, hmacsha256: sha256 }[method];
  const password = (number) => bytesToHex(hmac(hash, keys[number], content));
  return { password, pass: () => each(password) };
}

function cryptoJs(method) {
  const { HmacMD5, HmacSHA1, HmacSHA256, enc } = globalThis.CryptoJS;
  const sign = { hmacmd5: HmacMD5, hmacsha1: HmacSHA1, hmacsha256: HmacSHA256 }[method];
  const words = secrets.map((secret) => enc.Latin1.parse(secret));
  const text = enc.Latin1.parse(CONTENT);
  const password = (number) => sign(text, words[number]).toString();
  return { password, pass: () => each(password) };
}

/** `together`: how many are under way at a time. Null for what WebCrypto does not have. */
function webCrypto(together) {
  return (method) => {
    const hash = { hmacsha1: "SHA-1", hmacsha256: "SHA-256" }[method];
    if (!hash) return null;
    const algorithm = { name: "HMAC", hash };
    const password = async (number) => {
      const key = await crypto.subtle.importKey("raw", keys[number], algorithm, false, ["sign"]);
      return bytesToHex(new Uint8Array(await crypto.subtle.sign("HMAC", key, content)));
    };
    const pass = async () => {
      let digits = 0;
      for (let start = 0; start < DEVICES; start += together) {
        const numbers = Array.from({ length: together }, (_, i) => start + i);
        const passwords = await Promise.all(numbers.map(password));
        for (const text of passwords) digits += text.length;
      }
      return digits;
    };
    return { password, pass };
  };
}

/** One pass; the sum keeps every result in use. */
function each(password) {
  let digits = 0;
  for (let number = 0; number < DEVICES; number++) digits += password(number).length;
  return digits;
}

const CONTESTANTS = {
  signer: signer("sign_each"),
  "signer, all fields": signer("all_fields_of_each"),
  "(the hash function alone)": signer("compress_for_each"),
  WebCrypto: webCrypto(1),
  "WebCrypto, 64 at a time": webCrypto(64),
  "WebCrypto, 1024 at a time": webCrypto(1024),
  "@noble/hashes": noble,
  "crypto-js": cryptoJs,
};

/** Whole passes until the round is over. */
async function perSecond(pass) {
  const start = performance.now();
  let signatures = 0;
  let ms = 0;
  while (ms < ROUND_MS) {
    await pass();
    signatures += DEVICES;
    ms = performance.now() - start;
  }
  return (signatures * 1000) / ms;
}

async function measure() {
  await init();
  devices = Devices.make(DEVICES);
  const figures = [];
  for (const method of METHODS) {
    for (const [who, contestant] of Object.entries(CONTESTANTS)) {
      const way = contestant(method);
      if (!way) continue;
      // Says that we are alive, and where.
      await fetch(`./progress/${method}/${encodeURIComponent(who)}`);
      const first = await way.password(0);
      const last = await way.password(DEVICES - 1);
      let best = 0;
      const end = performance.now() + TIME_MS;
      while (performance.now() < end) {
        best = Math.max(best, await perSecond(way.pass));
      }
      figures.push({ who, method, first, last, per_second: best });
    }
  }
  return figures;
}

await report(await measure());
