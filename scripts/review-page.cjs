// Called by scripts/review-page: node review-page.cjs BROWSER RAWI SAMPLES PLACE [OUT]. Prints a line for each thing that was tried.
// RAWI_REVIEW_ONLY names one of them, RAWI_REVIEW_WAYS shows the views in the ways that it names, or in all, and
// RAWI_REVIEW_ASSETS takes the page's files from a folder.
const { chromium } = require("playwright-core");
const axe = require("axe-core");
const { spawn, spawnSync } = require("child_process");
const fs = require("fs");
const path = require("path");
const assert = require("assert");

const [browserPath, rawi, samples, place, out] = process.argv.slice(2);
const env = { PATH: process.env.PATH, HOME: place, XDG_CACHE_HOME: path.join(place, "cache"), RAWI_CATALOG: path.join(place, "catalog.db"), TZ: "UTC", USER: "amal" };
const only = process.env.RAWI_REVIEW_ONLY;
let failed = 0;

function run(...args) {
  const done = spawnSync(rawi, args, { cwd: place, env, encoding: "utf8" });
  return { code: done.status, out: done.stdout, err: done.stderr };
}

const running = new Set();

async function serve(...args) {
  const child = spawn(rawi, ["review", "--no-open", ...args], { cwd: place, env, stdio: ["ignore", "pipe", "pipe"] });
  running.add(child);
  const link = await new Promise((done, fail) => {
    let text = "";
    child.stdout.on("data", (data) => { text += data; if (text.includes("\n")) done(text.trim()); });
    child.stderr.on("data", (data) => { text += data; });
    child.on("exit", (code) => { running.delete(child); fail(new Error(`rawi review ended with ${code}: ${text}`)); });
  });
  const stop = (signal = "SIGINT") => new Promise((done) => { child.removeAllListeners("exit"); child.on("exit", (code) => { running.delete(child); done(code); }); child.kill(signal); });
  return { link, port: new URL(link).port, stop };
}

// What somebody heard of a sample, with one word that changes the meaning.
function heard(name, language, swap) {
  const truth = JSON.parse(fs.readFileSync(path.join(samples, `${name}.truth.json`), "utf8"));
  const segments = truth.sentences.map((sentence) => ({ start: sentence.start_ms / 1000, end: sentence.end_ms / 1000, speaker: sentence.speaker, text: sentence.text,
    words: sentence.words.map((word, at) => ({ word: swap[word.word] ?? word.word, start: word.start_ms / 1000, end: (sentence.words[at + 1]?.start_ms ?? sentence.end_ms) / 1000 })) }));
  fs.writeFileSync(path.join(place, `${name}.json`), JSON.stringify({ language, segments }));
}

function add(name, language, swap) {
  heard(name, language, swap);
  fs.copyFileSync(path.join(samples, `${name}.mp3`), path.join(place, `${name}.mp3`));
  const added = run("add", `${name}.mp3`, "--article", path.join(samples, `${name}.article.txt`), "--transcript", `${name}.json`, "--language", language);
  assert.strictEqual(added.code, 0, added.err);
}

async function step(name, act) {
  if (only && !name.includes(only)) return;
  const begun = Date.now();
  try {
    const said = await act();
    console.log(`${name}: ${said ?? "done"} (${((Date.now() - begun) / 1000).toFixed(1)} s)`);
  } catch (error) {
    failed += 1;
    console.log(`${name}: FAILED: ${error.stack}`);
  }
}

async function open(browser, link, options = {}) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 860 }, ...options });
  context.setDefaultTimeout(15000);
  await context.addInitScript((settings) => { if (!localStorage.getItem("rawi.settings")) localStorage.setItem("rawi.settings", JSON.stringify(settings)); }, options.settings ?? {});
  // To work on the page without building it in again.
  if (process.env.RAWI_REVIEW_ASSETS) await context.route("**/page/*", (route) => { const file = path.join(process.env.RAWI_REVIEW_ASSETS, path.basename(new URL(route.request().url()).pathname)); return fs.existsSync(file) ? route.fulfill({ path: file }) : route.continue(); });
  if (options.init) await context.addInitScript(options.init);
  const page = await context.newPage();
  page.problems = [];
  page.on("pageerror", (error) => page.problems.push(error.message));
  page.on("console", (message) => { if (message.type() === "error" && !/Failed to load resource|ERR_CONNECTION|ERR_INCOMPLETE/.test(message.text())) page.problems.push(message.text()); });
  page.asked = new Set();
  page.on("request", (request) => page.asked.add(new URL(request.url()).host));
  await page.goto(link);
  return page;
}

const state = (page) => page.locator(".status").getAttribute("data-state");
const saved = (page) => page.waitForFunction(() => document.querySelector(".status")?.dataset.state === "saved");
// The check is of the words as they are kept.
const aligned = (page) => page.waitForSelector('.rows[data-told="now"]');
// Sound is made once, which may take a while beside other work.
const ready = (page) => page.waitForFunction(() => document.querySelector(".play") && !document.querySelector(".play").disabled, null, { timeout: 60000 })
  .catch(async () => { throw new Error(`no sound: ${await page.locator(".source").textContent()} ${page.problems}`); });
const active = (page) => page.evaluate(() => document.activeElement.className || document.activeElement.tagName);
const picture = (page, name) => out ? page.screenshot({ path: path.join(out, `${name}.png`) }) : null;
const textAt = (page, at) => page.locator(`.text[data-segment="${at}"]`).textContent();

// Scenes 6, 7 and 25. The whole job without a pointer: from the list to a report, hear, decide, correct, take back, approve.
async function job(browser, id, language, word) {
  const served = await serve("--by", "Amal");
  const page = await open(browser, served.link, { settings: { language } });
  await page.waitForSelector("table.list tbody a");
  while ((await page.evaluate(() => document.activeElement.getAttribute("href"))) !== `#/report/${id}`) {
    const before = await page.evaluate(() => document.activeElement.getAttribute("href"));
    await page.keyboard.press("ArrowDown");
    if ((await page.evaluate(() => document.activeElement.getAttribute("href"))) === before) await page.keyboard.press("Home");
  }
  await page.keyboard.press("Enter");
  await page.waitForSelector(".finding");
  await ready(page);
  const dir = await page.locator(".text").first().getAttribute("dir");
  assert.strictEqual(dir, language === "ar" ? "rtl" : "ltr");
  const count = await page.locator("#findings > ul > .finding").count();
  await page.keyboard.press("F8");
  assert.match(await active(page), /pick/);
  const moment = () => page.locator(".moment").textContent();
  await page.waitForFunction(() => document.querySelector(".play").textContent.includes("❚❚"));
  await page.waitForFunction(() => CSS.highlights.has("current"), null, { timeout: 10000 });
  await page.keyboard.press("F4");
  await picture(page, `editor-${language}`);
  const key = await page.evaluate(() => document.activeElement.closest("[data-finding]").dataset.finding);
  await page.keyboard.press("KeyA");
  await page.waitForFunction((key) => !document.querySelector(`#findings > ul > [data-finding="${key}"]`), key);
  assert.match(await active(page), /pick/, "the next one has the focus");
  await page.keyboard.press("KeyN");
  await page.keyboard.type("ask the reporter");
  await page.keyboard.press("Control+Enter");
  await page.waitForFunction(() => document.querySelector(".finding.on .remark")?.textContent.includes("ask the reporter"));
  // Correct a text: into it, type, leave.
  await page.keyboard.press("F6");
  assert.match(await active(page), /text/);
  await page.keyboard.press("Alt+ArrowDown");
  const segment = Number(await page.evaluate(() => document.activeElement.dataset.segment));
  const before = await textAt(page, segment);
  await page.keyboard.press("Control+End");
  await page.keyboard.type(` ${word}`);
  await page.keyboard.press("F9");
  await page.keyboard.press("Escape");
  assert.strictEqual(await active(page), "t", "Escape leaves the text for its row");
  await saved(page);
  await aligned(page);
  assert.strictEqual(await textAt(page, segment), `${before} ${word}`);
  await page.keyboard.press("Control+KeyZ");
  await page.waitForFunction(([segment, text]) => document.querySelector(`.text[data-segment="${segment}"]`).textContent === text, [segment, before]);
  await page.keyboard.press("Control+Shift+KeyZ");
  await page.waitForFunction(([segment, text]) => document.querySelector(`.text[data-segment="${segment}"]`).textContent === text, [segment, `${before} ${word}`]);
  // Help, by its key, closed by Escape.
  await page.keyboard.press("Shift+Slash");
  await page.waitForSelector("dialog[open]");
  await page.keyboard.press("Escape");
  await page.waitForSelector("dialog[open]", { state: "detached" }).catch(() => page.waitForFunction(() => !document.querySelector("dialog[open]")));
  // A walk by Tab meets no trap and loses nothing.
  const met = new Set();
  for (let at = 0; at < 25; at++) { await page.keyboard.press("Tab"); met.add(await page.evaluate(() => [document.activeElement.tagName, document.activeElement.textContent.slice(0, 20), document.activeElement.dataset.segment].join())); }
  assert(met.size > 15, `the focus is caught: ${[...met].slice(-4)}`);
  await aligned(page);
  await page.keyboard.press("Control+Shift+Enter");
  await page.waitForFunction(() => document.querySelector(".approval .badge.spoken"), null, { timeout: 10000 }).catch(async () => { throw new Error(`not approved: ${await page.locator("#alert").textContent()}`); });
  assert.deepStrictEqual([...page.asked], [`127.0.0.1:${served.port}`], "nothing leaves this computer");
  assert.deepStrictEqual(page.problems, []);
  await page.context().close();
  assert.strictEqual(await served.stop(), 0);
  const check = run("check", String(id), "--json");
  const report = JSON.parse(check.out);
  assert(report.decided.some((finding) => finding.key === key && finding.decision.author === "Amal"), "decided in rawi check");
  assert(run("transcript", "export", String(id)).out.includes(word));
  assert(run("status", String(id)).out.includes("approved"), run("status", String(id)).out);
  return `${count} findings, decided, corrected, approved`;
}

// Approving writes the files of the report, tells which, and leaves one that a person edited.
async function approved(browser) {
  run("caption", "1", "-o", "kept.vtt");
  run("caption", "1", "-o", "mine.srt");
  fs.writeFileSync(path.join(place, "mine.srt"), "mine");
  fs.rmSync(path.join(place, "kept.vtt"));
  const served = await serve("1");
  const page = await open(browser, served.link, { settings: { by: "Amal", language: "en" } });
  await page.waitForSelector(".finding");
  const again = page.locator(".approval button", { hasText: "Open again" });
  if (await again.count()) { await again.click(); await page.waitForFunction(() => !document.querySelector(".approval .badge").textContent.startsWith("approved")); }
  await page.keyboard.press("Control+Shift+Enter");
  await page.waitForSelector("#alert:not([hidden])");
  assert.match(await page.locator("#alert").textContent(), /Not written: .*mine\.srt.*was changed since rawi wrote it/);
  await page.locator(".files summary").click();
  assert.match(await page.locator(".files").textContent(), /kept\.vtt as approved/);
  assert.deepStrictEqual(await violations(page), []);
  await picture(page, "approved-files");
  assert(fs.readFileSync(path.join(place, "kept.vtt"), "utf8").startsWith("WEBVTT"));
  assert.strictEqual(fs.readFileSync(path.join(place, "mine.srt"), "utf8"), "mine");
  await page.locator('.text[data-segment="5"]').focus();
  await page.keyboard.type("since ");
  await page.keyboard.press("Escape");
  await page.waitForFunction(() => /older than the text: 1/.test(document.querySelector(".files summary").textContent) && /changed since/.test(document.querySelector(".approval .badge").textContent), null, { timeout: 10000 });
  assert.match(run("show", "1").out, /kept\.vtt \(vtt, as it was approved by Amal .*not as it is now/);
  assert.strictEqual(run("caption", "1", "-o", "other.vtt").code, 1);
  assert.deepStrictEqual(page.problems, []);
  await page.context().close();
  await served.stop();
  fs.rmSync(path.join(place, "mine.srt"));
}

async function two(browser) {
  const served = await serve();
  const link = `${served.link.split("/report")[0]}/report/1`;
  const amal = await open(browser, link, { settings: { by: "Amal", language: "en" } }), jo = await open(browser, link, { settings: { by: "Jo", language: "en" } });
  for (const page of [amal, jo]) await page.waitForSelector(".text");
  const type = async (page, at, word) => { await page.locator(`.text[data-segment="${at}"]`).focus(); await page.keyboard.press("Control+End"); await page.keyboard.type(` ${word}`); };
  // Scene 8. Different segments: both stand, and each sees the other's.
  await type(amal, 1, "amal");
  await type(jo, 2, "jo");
  await Promise.all([amal, jo].map((page) => page.keyboard.press("Escape")));
  await amal.waitForFunction(() => document.querySelector('.text[data-segment="2"]').textContent.endsWith(" jo"));
  await jo.waitForFunction(() => document.querySelector('.text[data-segment="1"]').textContent.endsWith(" amal"));
  assert.match(await jo.locator('[data-row="1"] .mark').textContent(), /Amal/, "the page says who");
  // Scene 9. The same words at once: the second is asked, and nothing is lost, also over a reload.
  await type(amal, 3, "first");
  await type(jo, 3, "second");
  await amal.keyboard.press("Escape");
  await saved(amal);
  await jo.keyboard.press("Escape");
  await jo.waitForSelector(".conflict:not([hidden])");
  assert.match(await jo.locator(".conflict:not([hidden])").textContent(), /Amal.*first/s);
  await picture(jo, "conflict");
  const said = await violations(jo);
  assert.deepStrictEqual(said, []);
  await jo.reload();
  await jo.waitForSelector(".conflict:not([hidden])");
  assert.match(await textAt(jo, 3), /second$/, "mine is still there");
  await jo.locator(".conflict button").first().click();
  await saved(jo);
  await amal.waitForFunction(() => document.querySelector('.text[data-segment="3"]').textContent.endsWith(" second"));
  assert.deepStrictEqual([...amal.problems, ...jo.problems], []);
  await amal.context().close();
  await jo.context().close();
  await served.stop();
}

// Scene 13. Types into `place` while the server is killed, and starts it again where it was; `settled` waits for what was typed to be kept, and
// `kept` is the command that tells it.
async function killWhileTyping(page, served, place, words, settled, kept) {
  await page.locator(place).focus();
  await page.keyboard.press("Control+End");
  await page.keyboard.type(" confirmed");
  await settled(page);
  await page.keyboard.type(" and");
  await served.stop("SIGKILL");
  await page.keyboard.type(` ${words}`);
  await page.waitForSelector("#alert:not([hidden])");
  await page.waitForFunction(() => ["offline", "unsaved"].includes(document.querySelector(".status").dataset.state));
  assert(run(...kept).out.includes("confirmed"), "what was confirmed is there");
  return serve("1", "--port", served.port);
}

async function killed(browser) {
  const served = await serve("1");
  const page = await open(browser, served.link, { settings: { by: "Amal", language: "en" } });
  await page.waitForSelector(".text");
  const again = await killWhileTyping(page, served, '.text[data-segment="4"]', "typed while it was gone", saved, ["transcript", "export", "1"]);
  const second = await page.context().newPage();
  await second.goto(again.link);
  await second.waitForSelector(".text");
  await second.waitForFunction(() => document.querySelector('.text[data-segment="4"]').textContent.endsWith("typed while it was gone"));
  await saved(second);
  await saved(page);
  await again.stop();
  const all = run("transcript", "export", "1").out;
  assert.strictEqual(all.split("typed while it was gone").length, 2, "once");
  await page.context().close();
}

// Scene 1.
async function long(browser) {
  const word = (n) => `w${(n * 7919) % 4001}`;
  const segments = [];
  for (let at = 0; at < 600; at++) {
    const words = Array.from({ length: 42 }, (_, n) => ({ word: word(at * 42 + n), start: at * 17 + n * 0.4, end: at * 17 + n * 0.4 + 0.35 }));
    segments.push({ start: at * 17, end: at * 17 + 17, text: "", words });
  }
  fs.writeFileSync(path.join(place, "long.json"), JSON.stringify({ language: "en", segments }));
  const added = run("add", "--transcript", "long.json", "--title", "Three hours");
  assert.strictEqual(added.code, 0, added.err);
  const id = JSON.parse(run("list", "--json").out).reports?.at(-1)?.id ?? JSON.parse(run("list", "--json").out).at(-1).id;
  const served = await serve(String(id));
  const page = await open(browser, served.link, { settings: { by: "Amal", language: "en" } });
  await page.waitForSelector(".text");
  // Again, and now from the data to the first text: the debug build of the server is not the page.
  const shown = await page.evaluate(async (id) => {
    location.hash = "#/";
    await new Promise((done) => { const wait = () => document.querySelector("table.list") ? done() : setTimeout(wait, 5); wait(); });
    const begun = performance.now();
    location.hash = `#/report/${id}`;
    await new Promise((done) => { const wait = () => document.querySelectorAll(".text").length === 600 ? requestAnimationFrame(() => requestAnimationFrame(done)) : setTimeout(wait, 5); wait(); });
    const all = performance.now() - begun;
    const entry = performance.getEntriesByType("resource").filter((one) => one.name.endsWith(`/api/reports/${id}`)).at(-1);
    return { all, server: entry.duration };
  }, id);
  // The best of three: other programs run on this computer too.
  let keys = null;
  for (let round = 0; round < 3; round++) {
    const took = await page.evaluate(typed, 280 + round * 10);
    if (!keys || took[57] < keys[57]) keys = took;
  }
  await page.keyboard.press("Escape");
  await page.waitForFunction(() => document.querySelector(".status")?.dataset.state === "saved", null, { timeout: 30000 });
  const lit = await page.evaluate(async () => {
    const { Words } = await import("/page/words.js");
    const words = new Words(Array.from({ length: 600 }, (_, s) => Array.from({ length: 42 }, (_, n) => [3, s * 17000 + n * 400, 350, 0])));
    const begun = performance.now();
    for (let ms = 0; ms < 10000; ms++) words.at(ms * 1000);
    return (performance.now() - begun) / 10000;
  });
  const p95 = keys[Math.floor(keys.length * 0.95)], median = keys[30];
  assert.deepStrictEqual(page.problems, []);
  await page.context().close();
  await served.stop();
  const page_ms = shown.all - shown.server;
  const told = `25,200 words: data from the server ${shown.server.toFixed(0)} ms, then first paint ${page_ms.toFixed(0)} ms; a key ${median.toFixed(0)} ms, 95 % within ${p95.toFixed(0)} ms; the word of a moment ${(lit * 1000).toFixed(1)} µs`;
  assert(page_ms <= 1000 && p95 <= 50, told);
  return told;
}

// In the page: how long each of 60 letters takes until it is painted.
async function typed(segment) {
  const text = document.querySelectorAll(".text")[segment];
  text.focus();
  getSelection().setPosition(text.firstChild, 20);
  const took = [];
  for (let at = 0; at < 60; at++) {
    const begun = performance.now();
    document.execCommand("insertText", false, "x");
    await new Promise((done) => requestAnimationFrame(() => { const channel = new MessageChannel(); channel.port1.onmessage = done; channel.port2.postMessage(0); }));
    took.push(performance.now() - begun);
  }
  return took.sort((a, b) => a - b);
}

// Of all rules, or of those that are named.
async function violations(page, rules = null) {
  if (!(await page.evaluate(() => "axe" in window))) await page.evaluate(axe.source);
  // Nothing that is played needs to be loaded for it.
  const found = await page.evaluate((rules) => axe.run({ resultTypes: ["violations"], preload: false, ...(rules ? { runOnly: rules } : {}) }), rules);
  return found.violations.flatMap((rule) => rule.nodes.map((node) => `${rule.id}: ${node.html.slice(0, 200)} ${node.any.concat(node.all, node.none).map((one) => one.message).join("; ").slice(0, 200)}`));
}

// `text` enlarges the text alone to so many pixels, as the setting of a browser does. `recoloured` shows the same page in other colours
// besides: only whether they can be told from each other is asked anew then.
const NARROW = { width: 390, height: 844 };
const WAYS = { light: { recoloured: { dark: { colorScheme: "dark" } } }, narrow: { viewport: NARROW, recoloured: { "narrow-dark": { colorScheme: "dark" } } },
  "smallest-forced": { viewport: { width: 320, height: 640 }, forcedColors: "active", reducedMotion: "reduce" }, "large-text": { text: 32, reducedMotion: "reduce" },
  forced: { forcedColors: "active", colorScheme: "dark" }, dark: { colorScheme: "dark" }, "narrow-dark": { viewport: NARROW, colorScheme: "dark" } };
const USUAL = ["light", "narrow", "smallest-forced", "large-text"];

// What is smaller than 24 pixels and can be pressed. A box to tick is as large as its label; a link that does something in a sentence, and
// what is not shown until it has the focus, are let be.
function tooSmall() {
  const targets = document.querySelectorAll("button, input, select, textarea, a, summary, [role=slider], [contenteditable]");
  return [...targets].filter((node) => {
    const box = (node.matches("input[type=checkbox]") && node.closest("label") || node).getBoundingClientRect();
    return box.width && !node.closest(".skip") && (box.height < 23.9 || box.width < 23.9);
  }).map((node) => `smaller than 24 pixels: ${node.outerHTML.slice(0, 90)} ${JSON.stringify(node.getBoundingClientRect())}`);
}

// What is cut off, or lies outside the window sideways, and what moves by itself.
function outOfSight() {
  const said = [];
  if (document.documentElement.scrollWidth > innerWidth) said.push(`${document.documentElement.scrollWidth - innerWidth} pixels must be scrolled sideways`);
  for (const node of document.querySelectorAll("button, select, .badge, summary, legend, label, h1, h2")) {
    const box = node.getBoundingClientRect();
    if (!box.width || node.closest(".hidden, .skip, .scroll, dialog:not([open])")) continue;
    if (box.left < -0.5 || box.right > innerWidth + 0.5) said.push(`out of the window: ${node.outerHTML.slice(0, 90)}`);
    if (node.scrollWidth > node.clientWidth + 1 && getComputedStyle(node).overflowX !== "visible") said.push(`cut off: ${node.outerHTML.slice(0, 90)}`);
  }
  if (matchMedia("(prefers-reduced-motion: reduce)").matches) for (const one of document.getAnimations()) said.push(`moves: ${one.effect?.target?.outerHTML?.slice(0, 90)}`);
  return said;
}

// What has the focus, step by step through the page, is not covered by what sticks to the edges of the window.
async function covered(page) {
  const said = [];
  for (let at = 0; at < 24; at++) {
    await page.keyboard.press("Tab");
    const under = await page.evaluate(async () => {
      const node = document.activeElement;
      const cover = () => {
        const box = node.getBoundingClientRect();
        if (node === document.body || !box.width) return null;
        const x = Math.min(Math.max(box.left + Math.min(box.width, 40) / 2, 1), innerWidth - 2);
        const seen = [0.15, 0.5, 0.85].some((part) => { const there = document.elementFromPoint(x, box.top + box.height * part); return there && (node.contains(there) || there.contains(node)); });
        return seen ? null : `covered where it has the focus: ${node.outerHTML.slice(0, 90)} ${JSON.stringify(box)}`;
      };
      // Rows of the list of captions are laid out once they come near, which may move them afterwards; and the page follows what was moved.
      if (node.closest(".cues") || cover()) for (let frame = 0; frame < 3; frame++) await new Promise(requestAnimationFrame);
      return cover();
    });
    if (under) said.push(under);
  }
  return said;
}

// Scenes 23 and 24.
async function judged(browser) {
  const served = await serve();
  let looked = 0;
  const all = [];
  const ways = Object.entries(WAYS).filter(([way]) => process.env.RAWI_REVIEW_WAYS === "all" || (process.env.RAWI_REVIEW_WAYS?.split(",") ?? USUAL).includes(way));
  for (const [way, { recoloured = {}, ...options }] of ways) for (const language of ["en", "ar"]) {
    const page = await open(browser, served.link, { ...options, settings: { language, by: "Amal" } });
    if (options.text) await (await page.context().newCDPSession(page)).send("Page.setFontSizes", { fontSizes: { standard: options.text, fixed: options.text } });
    const look = async (name) => {
      const said = await violations(page);
      said.push(...await page.evaluate(tooSmall), ...await page.evaluate(outOfSight));
      await picture(page, `${name}-${language}-${way}`);
      looked += 1;
      for (const [other, colours] of Object.entries(recoloured)) {
        await page.emulateMedia(colours);
        said.push(...(await violations(page, ["color-contrast"])).map((one) => `${other}: ${one}`));
        await picture(page, `${name}-${language}-${other}`);
        await page.emulateMedia({ colorScheme: "light" });
        looked += 1;
      }
      if (name !== "help") said.push(...await covered(page));
      all.push(...[...said, ...page.problems].map((one) => `${name} ${language} ${way}: ${one}`));
    };
    await page.waitForSelector("table.list tbody a");
    await look("list");
    const id = language === "ar" ? 2 : 1;
    await page.locator(`a[href="#/report/${id}"]`).click();
    await page.waitForSelector(".finding");
    await ready(page);
    await page.waitForSelector(".legend:not([hidden])");
    await look("report");
    await page.evaluate((id) => { location.hash = `#/report/${id}/captions`; }, id);
    await page.waitForSelector(".cue");
    await ready(page);
    await page.waitForSelector(".legend:not([hidden])");
    await look("captions");
    await page.locator("#bar .tools button").last().click();
    await page.waitForSelector("dialog[open]");
    await look("help");
    await page.context().close();
  }
  await served.stop();
  assert.deepStrictEqual(all, []);
  return `${looked} views, 0 violations`;
}

const captions = require("./review-captions.cjs")({ serve, open, run, killWhileTyping, ready, saved, active, picture, violations, samples });

const scenes = require("./review-scenes.cjs")({ serve, open, run, ready, saved, aligned, picture, violations });
const sounds = require("./review-sounds.cjs")({ serve, open, run, ready, picture, violations, place });
const access = require("./review-access.cjs")({ serve, open, run, ready, saved, aligned, active, place });
const languages = require("./review-languages.cjs")({ serve, open, run, ready, aligned, picture, violations, samples, place });
const parts = require("./review-parts.cjs")({ serve, open, run, saved, aligned, active, picture, violations });

(async () => {
  add("en-council", "en", { seventy: "ninety" });
  add("ar-council", "ar", {});
  const browser = await chromium.launch({ executablePath: browserPath, args: ["--no-sandbox", "--disable-gpu", "--autoplay-policy=no-user-gesture-required"] });
  await step("the job in English by keyboard", () => job(browser, 1, "en", "corrected"));
  await step("the job in Arabic by keyboard", () => job(browser, 2, "ar", "مصحح"));
  await step("captions in English by keyboard", () => captions.job(browser, 1, "en", "worded"));
  await step("captions in Arabic by keyboard", () => captions.job(browser, 2, "ar", "منقح"));
  await step("approved with its files", () => approved(browser));
  await step("two at once", () => two(browser));
  await step("segments in English", () => parts.parts(browser, 1, "en", "Mona Said", "applause"));
  await step("segments in Arabic", () => parts.parts(browser, 2, "ar", "منى سعيد", "تصفيق"));
  await step("different words of one segment", () => parts.merged(browser));
  await step("what is lit", () => scenes.lit(browser));
  await step("what the picture of the sound shows", () => sounds.shown(browser));
  await step("sounds that browsers do not seek in", () => sounds.sought(browser));
  await step("typed and pasted", () => scenes.typed(browser));
  await step("where people are", () => scenes.places(browser));
  await step("two servers", () => scenes.servers(browser));
  await step("two captioners", () => captions.two(browser));
  await step("killed in the middle", () => killed(browser));
  await step("captions killed in the middle", () => captions.killed(browser));
  await step("three hours", () => long(browser));
  await step("by an input method", () => access.composed(browser));
  await step("read aloud", () => access.aloud(browser));
  await step("two languages", () => languages.bites(browser));
  await step("axe-core", () => judged(browser));
  await browser.close();
  for (const child of running) child.kill("SIGKILL");
  process.exit(failed ? 1 : 0);
})().catch((error) => {
  for (const child of running) child.kill("SIGKILL");
  console.error(error);
  process.exit(1);
});
