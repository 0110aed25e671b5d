// Bundles our sources into static/built/: one stylesheet and one deferred script for every page, and what one page needs.
import { build, context } from "esbuild";

const options = {
  entryPoints: { app: "assets/js/app.js", insights: "assets/js/insights.js", look: "assets/css/app.css" },
  outdir: "static/built",
  bundle: true,
  minify: true,
  // What the look needs at least: :has(), text-wrap and <dialog> degrade by themselves.
  target: ["chrome109", "firefox115", "safari15.6"],
  logLevel: "warning",
};

if (process.argv.includes("--watch")) {
  await (await context(options)).watch();
} else {
  await build(options);
}
