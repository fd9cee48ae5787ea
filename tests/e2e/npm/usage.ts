// Compiled, not run: what the types allow, and what they must not.
import { batchLogin, sign, signPsk, tokenLogin, topoAdd, verify } from "connack-signer";
import type { SignMethod, SignOptions, Signing } from "connack-signer";

const options: SignOptions = {
  productKey: "pk",
  deviceName: "device",
  deviceSecret: "secret",
  clientId: "12345",
  signMethod: "hmacsha256",
  secureMode: 3,
  extra: [["lan", "C"]],
};
const signing: Signing = sign(options);
const { password, port }: { password: string; port: number } = signing;
const right: boolean = verify(options, password);
const methods: SignMethod[] = ["hmacmd5", "hmacsha1", "hmacsha256"];
const key: string = signPsk({ productKey: "pk", deviceName: "device", deviceSecret: "secret" }).key;
const gateway = { productKey: "pk", deviceName: "gateway" };
const { clientId, ...withoutId } = options;
const { payload, maxQos } = topoAdd({
  gateway,
  devices: [{ productKey: "pk", deviceName: "device", deviceSecret: "secret" }],
});
const quality: 0 | 1 = maxQos;
export const used = [port, right, methods, key, payload, quality];

// @ts-expect-error: another spelling of the method
sign({ ...options, signMethod: "HmacSHA256" });
// @ts-expect-error: another mode
sign({ ...options, secureMode: 1 });
// @ts-expect-error: a timestamp is text
sign({ ...options, timestamp: 789 });
// @ts-expect-error: without a client id
sign(withoutId);
// @ts-expect-error: a misspelt option
sign({ ...options, deviceSecert: "secret" });
// @ts-expect-error: a login has client ids
batchLogin({ gateway, devices: [{ productKey: "pk", deviceName: "device", deviceSecret: "secret" }] });
// @ts-expect-error: no such type of login
tokenLogin({ productKey: "pk", deviceName: "d", clientId: "c", deviceToken: "t", authType: "register" });
// @ts-expect-error: results are objects with known names
signing.passwd;
