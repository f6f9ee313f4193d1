// Builds what the workbench serves into src/onrecord/serve/static: `npm ci && npm run build`.
// Nothing here is needed to install or run On Record: what it makes is committed.
import { build } from "esbuild";
import { copyFile, mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { geoEqualEarth, geoGraticule10, geoPath } from "d3-geo";
import { feature, mesh } from "topojson-client";

const OUT = new URL("../src/onrecord/serve/static/", import.meta.url).pathname;
const WIDTH = 960;
const HEIGHT = 468;

await rm(OUT, { recursive: true, force: true });
await mkdir(`${OUT}fonts`, { recursive: true });

await build({
  entryPoints: { workbench: "script/workbench.js", style: "style/style.css" },
  bundle: true,
  minify: true,
  format: "iife",
  target: ["chrome110", "firefox110", "safari16"],
  external: ["*.woff2"],
  legalComments: "none",
  outdir: OUT,
});

await copyFile("node_modules/htmx.org/dist/htmx.min.js", `${OUT}htmx.js`);
for (const [family, name] of [
  ["inter", "inter"],
  ["source-serif-4", "source-serif-4"],
]) {
  for (const part of ["latin", "latin-ext"]) {
    const file = `${name}-${part}-wght-normal.woff2`;
    await copyFile(`node_modules/@fontsource-variable/${family}/files/${file}`, `${OUT}fonts/${file}`);
  }
}

await copyFile("images/icon.svg", `${OUT}icon.svg`);

// The base map: Natural Earth through world-atlas, in the Equal Earth projection that
// src/onrecord/views/worldmap.py computes too; symbols, so that the page's colours reach them.
const world = JSON.parse(await readFile("node_modules/world-atlas/countries-110m.json", "utf8"));
const projection = geoEqualEarth().fitSize([WIDTH, HEIGHT], { type: "Sphere" });
const path = geoPath(projection).digits(1);
const land = path(feature(world, world.objects.land));
const borders = path(mesh(world, world.objects.countries, (a, b) => a !== b));
const map = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}">
<path id="sphere" d="${path({ type: "Sphere" })}"/>
<path id="graticule" d="${path(geoGraticule10())}"/>
<path id="land" d="${land}"/>
<path id="borders" d="${borders}"/>
</svg>
`;
await writeFile(`${OUT}world.svg`, map);
console.log(`scale ${projection.scale()}, translate ${projection.translate()}`);

const used = ["htmx.org", "d3-selection", "d3-zoom", "d3-brush", "world-atlas", "d3-geo", "topojson-client",
  "@fontsource-variable/inter", "@fontsource-variable/source-serif-4"];
let notice = "Third-party parts of these built files; versions are pinned in web/package-lock.json.\n";
for (const name of used) {
  const about = JSON.parse(await readFile(`node_modules/${name}/package.json`, "utf8"));
  let text = "";
  for (const file of ["LICENSE", "LICENSE.md", "LICENSE.txt"]) {
    try { text = await readFile(`node_modules/${name}/${file}`, "utf8"); break; } catch { /* the next name */ }
  }
  notice += `\n== ${name} ${about.version} (${about.license})\n\n${text.trim()}\n`;
}
await writeFile(`${OUT}LICENSES.txt`, notice);
