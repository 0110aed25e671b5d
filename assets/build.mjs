// Bundles our sources into static/built/: one stylesheet and one deferred script for every page, and what one page needs.
import { build, context } from "esbuild";

const options = {
  entryPoints: [
    { in: "assets/js/app.js", out: "app" },
    { in: "assets/js/calendar.js", out: "calendar" },
    { in: "assets/css/calendar.css", out: "calendar" },
    { in: "assets/js/insights.js", out: "insights" },
    { in: "assets/css/app.css", out: "look" },
  ],
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
