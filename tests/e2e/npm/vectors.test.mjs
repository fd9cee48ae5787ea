import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { test } from "node:test";

import * as imported from "connack-signer";
import { cases, differences } from "./flows.mjs";

const required = createRequire(import.meta.url)("connack-signer");
const vectors = JSON.parse(readFileSync("vectors.json", "utf8"));

test("every vector, imported and required", () => {
  for (const signer of [imported, required]) {
    const { count, wrong } = differences(signer, vectors);
    assert.deepEqual(wrong, []);
    assert.ok(count > 60, `${count} vectors`);
  }
});

test("a wrong password is not verified", () => {
  for (const { name, options, expected } of cases(vectors)) {
    if (name !== "sign") continue;
    assert.equal(imported.verify(options, expected.password), true);
    assert.equal(imported.verify(options, expected.password.toUpperCase()), true);
    assert.equal(imported.verify(options, `0${expected.password.slice(1)}0`), false);
    assert.equal(imported.verify({ ...options, deviceSecret: "other" }, expected.password), false);
  }
});

test("a token is the password as it is", () => {
  const device = { productKey: "pk", deviceName: "device", clientId: "c1", deviceToken: "token-of-ours" };
  const login = imported.tokenLogin(device);
  assert.equal(login.mqttClientId, "c1|securemode=-2,authType=connwl|");
  assert.equal(login.username, "device&pk");
  assert.equal(login.password, "token-of-ours");
  assert.equal(login.websocketUrl, "wss://pk.iot-as-mqtt.cn-shanghai.aliyuncs.com:443/");
});

const DEVICE = { productKey: "pk", deviceName: "device", deviceSecret: "hidden-secret", clientId: "1" };

test("what cannot be used is refused with option, rule and what was found", () => {
  const check = (options, expected, name = "sign") => {
    assert.throws(
      () => imported[name](options),
      (error) => {
        assert.ok(error instanceof Error);
        assert.equal(error.message, expected);
        return true;
      },
    );
  };
  check(undefined, "options: expected an object, found undefined");
  check(null, "options: expected an object, found null");
  check({ ...DEVICE, deviceName: undefined }, "deviceName: expected a string, found undefined");
  check({ ...DEVICE, deviceSecret: 7 }, "deviceSecret: expected a string, found number");
  check({ ...DEVICE, deviceSecret: ["hidden"] }, "deviceSecret: expected a string, found object");
  check(
    { ...DEVICE, deviceSecret: "hidden\ud800" },
    "deviceSecret: expected well-formed Unicode, found half a surrogate pair as character 7",
  );
  check(
    { ...DEVICE, signMethod: "HmacSHA1" },
    "signMethod: expected 'hmacmd5', 'hmacsha1' or 'hmacsha256', found 'HmacSHA1'",
  );
  check({ ...DEVICE, secureMode: "2" }, "secureMode: expected 2 or 3, found string");
  check({ ...DEVICE, secureMode: 2.5 }, "secureMode: expected 2 or 3, found 2.5");
  check({ ...DEVICE, timestamp: "" }, "timestamp: expected a time, or nothing at all, found an empty string");
  check(
    { ...DEVICE, region: "cn-shanghai", instance: "iot-06z00" },
    "region, instance: expected one of them, found both",
  );
  check({ ...DEVICE, extra: [["a"]] }, "extra[0]: expected [name, value]");
  check(
    { ...DEVICE, extra: [["lan", "C"], ["a", "1,b=2"]] },
    "extra[1]: a comma ends a parameter and `=` ends its name; expected neither in them",
  );
  check(
    { ...DEVICE, clientId: "a|b" },
    "clientId: client id has `|` at character 2, the platform reads it as a separator; remove it",
  );
  check({ gateway: { productKey: "pk" } }, "devices: expected one sub-device at least, found none", "topoAdd");
  check(
    { gateway: { productKey: "pk", deviceName: "gw" }, devices: [DEVICE, { ...DEVICE, secret: "x" }] },
    "devices[1]: no such option; expected one of productKey, deviceName, deviceSecret, clientId, signMethod, timestamp, cleanSession, found 'secret'",
    "batchLogin",
  );
  assert.throws(() => imported.verify(DEVICE, 5), { message: "password: expected a string, found number" });
});

test("no message holds a secret", () => {
  const slips = [
    { signMethod: "x" },
    { clientId: "a|b" },
    { productKey: "a&b" },
    { deviceName: "\0" },
    { instance: "a b" },
    { extra: [["securemode", "2"]] },
    { unknown: 1 },
  ];
  for (const slip of slips) {
    assert.throws(
      () => imported.sign({ ...DEVICE, ...slip }),
      (error) => !error.message.includes("hidden"),
    );
  }
});
