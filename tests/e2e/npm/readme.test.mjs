// Every example of both READMEs, run as it is: what it prints is what stands behind `//`.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { test } from "node:test";

for (const [name, least] of [["README.md", 2], ["README.zh-CN.md", 1]]) {
  test(name, () => {
    const text = readFileSync(`node_modules/connack-signer/${name}`, "utf8");
    const examples = [...text.matchAll(/^```js\n(.*?)^```$/gms)].map((found) => found[1]);
    assert.ok(examples.length >= least);
    for (const example of examples) {
      writeFileSync("example.mjs", example);
      const printed = execFileSync(process.execPath, ["example.mjs"], { encoding: "utf8" });
      const expected = [...example.matchAll(/console\.log\(.*\); \/\/ (.*)$/gm)].map((found) => found[1]);
      assert.ok(expected.length > 0);
      assert.deepEqual(printed.trimEnd().split("\n"), expected);
    }
  });
}
