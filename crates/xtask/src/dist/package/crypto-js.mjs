import md5 from "crypto-js/hmac-md5";
import sha1 from "crypto-js/hmac-sha1";
import sha256 from "crypto-js/hmac-sha256";
import { signer } from "./fields.mjs";

const methods = { hmacmd5: md5, hmacsha1: sha1, hmacsha256: sha256 };

export const sign = signer((method, secret, text) => methods[method](text, secret).toString());
