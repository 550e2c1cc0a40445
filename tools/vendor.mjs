// Copies the browser files we use from node_modules/ into static/vendor/, and builds one SVG sprite of the icons
// named in static/icons.txt. Run by `npm run vendor`; the result is never committed.
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const from = (...parts) => join(root, "node_modules", ...parts);
const into = (...parts) => join(root, "static", "vendor", ...parts);

// Source maps are not shipped, and the hashed static storage refuses a reference to a missing file.
const withoutMap = (text) => text.replace(/\/[/*][#@] ?sourceMappingURL=[^\s*]+(\s*\*\/)?/g, "");

function copyText(source, target) {
  writeFileSync(into(target), withoutMap(readFileSync(source, "utf8")));
}

function sprite() {
  const names = readFileSync(join(root, "static", "icons.txt"), "utf8")
    .split("\n").map((line) => line.split("#")[0].trim()).filter(Boolean);
  const symbols = [...new Set(names)].map((name) => {
    const file = from("bootstrap-icons", "icons", `${name}.svg`);
    if (!existsSync(file)) throw new Error(`static/icons.txt: no icon "${name}" in bootstrap-icons`);
    const svg = readFileSync(file, "utf8");
    const box = /viewBox="([^"]+)"/.exec(svg)[1];
    const body = svg.replace(/^[\s\S]*?<svg[^>]*>/, "").replace(/<\/svg>\s*$/, "").replace(/\s*\n\s*/g, "");
    return `<symbol id="${name}" viewBox="${box}">${body}</symbol>`;
  });
  return `<svg xmlns="http://www.w3.org/2000/svg">\n${symbols.join("\n")}\n</svg>\n`;
}

rmSync(into(), { recursive: true, force: true });
mkdirSync(into(), { recursive: true });
copyText(from("bootstrap", "dist", "css", "bootstrap.min.css"), "bootstrap.css");
copyText(from("htmx.org", "dist", "htmx.min.js"), "htmx.js");
copyText(from("tom-select", "dist", "js", "tom-select.complete.min.js"), "tom-select.js");
copyText(from("tom-select", "dist", "css", "tom-select.bootstrap5.min.css"), "tom-select.css");
cpSync(from("@fontsource-variable", "inter", "files", "inter-latin-wght-normal.woff2"), into("inter.woff2"));
writeFileSync(into("icons.svg"), sprite());
