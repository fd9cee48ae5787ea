import { hmac } from "@noble/hashes/hmac.js";
import { md5, sha1 } from "@noble/hashes/legacy.js";
import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex, utf8ToBytes } from "@noble/hashes/utils.js";
import { signer } from "./fields.mjs";

const methods = { hmacmd5: md5, hmacsha1: sha1, hmacsha256: sha256 };

export const sign = signer((method, secret, text) =>
  bytesToHex(hmac(methods[method], utf8ToBytes(secret), utf8ToBytes(text))),
);
