// Bundles the package for a browser, as bundlers do that take the import of a `.wasm` file for an ES
// module: NODE_MODULES. The bundle puts what differs from the vectors into the page.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname } from "node:path";

const esbuild = createRequire(`${process.argv[2]}/of-the-tools.js`)("esbuild");

const wasm = {
  name: "wasm as an ES module",
  setup(build) {
    build.onLoad({ filter: /\.wasm$/ }, async ({ path }) => {
      const bytes = readFileSync(path);
      const module = await WebAssembly.compile(bytes);
      const from = [...new Set(WebAssembly.Module.imports(module).map(({ module }) => module))];
      const names = WebAssembly.Module.exports(module).map(({ name }) => name);
      const imports = from.map((name, i) => `import * as m${i} from ${JSON.stringify(name)};`);
      const objects = from.map((name, i) => `${JSON.stringify(name)}: m${i}`);
      const contents = `${imports.join("\n")}
        const bytes = Uint8Array.from(atob("${bytes.toString("base64")}"), (c) => c.charCodeAt(0));
        const { instance } = await WebAssembly.instantiate(bytes, { ${objects} });
        export const { ${names.join(", ")} } = instance.exports;`;
      return { contents, loader: "js", resolveDir: dirname(path) };
    });
  },
};

await esbuild.build({
  stdin: {
    contents: `
      import * as signer from "connack-signer";
      import { differences } from "./flows.mjs";
      import vectors from "./vectors.json";
      document.documentElement.dataset.differences = JSON.stringify(differences(signer, vectors));`,
    resolveDir: ".",
  },
  bundle: true,
  format: "esm",
  platform: "browser",
  target: "es2022",
  outfile: "bundle.js",
  plugins: [wasm],
  logLevel: "error",
});
