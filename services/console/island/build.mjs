// Writes what browsers are served to the folder that is named: `node build.mjs ../static`.
// Equal sources and an equal lock file give equal bytes.
import { build } from "esbuild";
import { copyFile, mkdir } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));
const to = process.argv[2];
if (!to) throw new Error("name the folder to write to");
const packages = join(here, "node_modules");

const shared = {
  absWorkingDir: here,
  bundle: true,
  minify: true,
  charset: "utf8",
  legalComments: "none",
  logLevel: "warning",
};

await mkdir(to, { recursive: true });
await build({
  ...shared,
  entryPoints: ["src/island.ts"],
  outfile: join(to, "island.js"),
  format: "iife",
  target: "es2022",
  banner: { js: "/* Rabta, Apache-2.0. Holds Cytoscape.js, MIT: see cytoscape.LICENSE.txt */" },
});
await build({
  ...shared,
  entryPoints: ["src/passkey.ts"],
  outfile: join(to, "passkey.js"),
  format: "iife",
  target: "es2022",
  banner: { js: "/* Rabta, Apache-2.0 */" },
});
await build({
  ...shared,
  entryPoints: ["src/brushing.ts"],
  outfile: join(to, "brush.js"),
  format: "iife",
  target: "es2022",
  banner: { js: "/* Rabta, Apache-2.0. */" },
});
await build({ ...shared, entryPoints: ["src/fonts.css"], outfile: join(to, "fonts.css"), external: ["*.woff2"] });
await build({ ...shared, entryPoints: ["src/chart.css"], outfile: join(to, "chart.css") });

const copied = {
  "htmx.js": "htmx.org/dist/htmx.min.js",
  "htmx.LICENSE.txt": "htmx.org/LICENSE",
  "cytoscape.LICENSE.txt": "cytoscape/LICENSE",
  "noto-naskh.woff2": "@fontsource/noto-naskh-arabic/files/noto-naskh-arabic-arabic-400-normal.woff2",
  "noto-naskh-bold.woff2": "@fontsource/noto-naskh-arabic/files/noto-naskh-arabic-arabic-700-normal.woff2",
  "noto-naskh.LICENSE.txt": "@fontsource/noto-naskh-arabic/LICENSE",
  "noto-nastaliq.woff2": "@fontsource/noto-nastaliq-urdu/files/noto-nastaliq-urdu-arabic-700-normal.woff2",
  "noto-nastaliq.LICENSE.txt": "@fontsource/noto-nastaliq-urdu/LICENSE",
};
for (const [name, from] of Object.entries(copied)) await copyFile(join(packages, from), join(to, name));
