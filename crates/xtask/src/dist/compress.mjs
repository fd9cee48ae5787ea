// Writes FILE.br and FILE.gz beside each FILE given. Finished copies appear under their names
// only when they are whole.
import { readFileSync, renameSync, writeFileSync } from "node:fs";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";

const write = (path, bytes) => {
  writeFileSync(`${path}.part`, bytes);
  renameSync(`${path}.part`, path);
};

for (const path of process.argv.slice(1)) {
  const bytes = readFileSync(path);
  const params = {
    [constants.BROTLI_PARAM_QUALITY]: 11,
    [constants.BROTLI_PARAM_LGWIN]: 24,
    [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
  };
  write(`${path}.br`, brotliCompressSync(bytes, { params }));
  write(`${path}.gz`, gzipSync(bytes, { level: 9 }));
}
