// Called by scripts/pages: node pages.cjs BROWSER WAYS FOLDER [OUT]. Prints a line for each page and way of showing it.
const { chromium } = require("playwright-core");
const axe = require("axe-core");
const fs = require("fs");
const path = require("path");

const [browserPath, ways, folder, out] = process.argv.slice(2);
const narrow = { width: 390, height: 844 };
const all = {
  light: {},
  dark: { colorScheme: "dark" },
  narrow: { viewport: narrow },
  "narrow-dark": { viewport: narrow, colorScheme: "dark" },
  forced: { forcedColors: "active" },
  "narrow-forced": { viewport: narrow, forcedColors: "active", colorScheme: "dark" },
};
const short = { light: all.light, "narrow-dark": all["narrow-dark"] };

// Contrast cannot be seen where a gradient or forced colours lie under the text; that is "incomplete" and not counted.
async function violations(page) {
  await page.evaluate(axe.source);
  const found = await page.evaluate(() => axe.run());
  return found.violations.flatMap((rule) => rule.nodes.map((node) => `${rule.id}: ${node.html.slice(0, 200)}`));
}

async function judge(browser, file, name, options) {
  const context = await browser.newContext({ viewport: { width: 1100, height: 900 }, ...options });
  const page = await context.newPage();
  const said = [];
  page.on("pageerror", (error) => said.push(`script: ${error.message}`));
  await page.goto("file://" + path.resolve(folder, file));
  await page.evaluate(() => document.querySelectorAll("details").forEach((details) => { details.open = true; }));
  said.push(...(await violations(page)));
  const sideways = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  if (sideways > 0) said.push(`${sideways} pixels must be scrolled sideways`);
  if (out) await page.screenshot({ path: path.join(out, `${path.parse(file).name}.${name}.png`), fullPage: true });
  await context.close();
  return said;
}

(async () => {
  const browser = await chromium.launch({ executablePath: browserPath, args: ["--no-sandbox", "--disable-gpu"] });
  const blank = await browser.newPage();
  await blank.setContent("<p style='color:#ccc;background:#fff'>pale</p><img src='data:,'>");
  if (!(await violations(blank)).length) throw new Error("axe-core accepts anything");
  const files = fs.readdirSync(folder).filter((file) => file.endsWith(".html")).sort();
  if (!files.length) throw new Error("there are no pages to look at");
  let failed = 0;
  for (const file of files) {
    for (const [name, options] of Object.entries(ways === "short" ? short : all)) {
      const said = await judge(browser, file, name, options);
      failed += said.length;
      console.log(`${file} ${name}: ${said.length} violations${said.map((line) => "\n  " + line).join("")}`);
    }
  }
  await browser.close();
  process.exit(failed ? 1 : 0);
})().catch((error) => {
  console.error(error);
  process.exit(1);
});
