// The captioner's part of scripts/review-page.cjs, which hands over its tools.
const assert = require("assert");
const fs = require("fs");

module.exports = (tools) => {
  const { serve, open, run, killWhileTyping, ready, saved, active, picture, violations, samples } = tools;
  const cues = (page) => page.locator(".cue").count();
  const textOf = (page, at) => page.locator(`.cue[data-cue="${at}"] .text`).textContent();
  const spanOf = (page, at) => page.evaluate((at) => document.querySelector(`.cue[data-cue="${at}"] .t`).textContent, at);
  const inText = (page, at, text) => page.waitForFunction(([at, text]) => document.querySelector(`.cue[data-cue="${at}"] .text`)?.textContent === text, [at, text]);
  // What was kept is drawn in the frame after the answer.
  const quiet = async (page) => { await saved(page); await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))); await saved(page); };

  // The whole job without a pointer: word, cut, time, limits, take back, approve; then what the files say.
  async function job(browser, id, language, word) {
    const served = await serve(String(id), "--by", "Amal");
    const page = await open(browser, served.link, { settings: { language } });
    await page.waitForSelector(".finding");
    await page.keyboard.press("KeyV");
    await page.waitForSelector(".cue");
    await ready(page);
    const dir = await page.locator(".cue .text").first().getAttribute("dir");
    assert.strictEqual(dir, language === "ar" ? "rtl" : "ltr");
    assert.strictEqual(await active(page), "t", "the first caption has the focus");
    // Into a text, a word more, out of it.
    await page.keyboard.press("ArrowDown");
    const before = await textOf(page, 1);
    await page.keyboard.press("Enter");
    await page.keyboard.press("Control+End");
    await page.keyboard.type(` ${word}`);
    await page.keyboard.press("Escape");
    assert.strictEqual(await active(page), "t", "Escape leaves the text for its row");
    await quiet(page);
    const shown = (await textOf(page, 1)).replace(/\s+/g, " ");
    assert(shown.endsWith(word), shown);
    assert.match(await page.locator('.cue[data-cue="1"] .mark').textContent(), language === "ar" ? /باليد/ : /by hand/);
    assert.match(await page.locator(".shown").textContent(), new RegExp(word), "the picture shows it");
    await page.keyboard.press("Control+KeyZ");
    await inText(page, 1, before);
    await page.keyboard.press("Control+Shift+KeyZ");
    await page.waitForFunction((word) => document.querySelector('.cue[data-cue="1"] .text').textContent.endsWith(word), word);
    await quiet(page);
    // Split behind the second word, and join again.
    const count = await cues(page);
    await page.keyboard.press("Enter");
    await page.keyboard.press("Control+Home");
    for (let n = 0; n < 2; n++) await page.keyboard.press(`Control+Arrow${language === "ar" ? "Left" : "Right"}`);
    await page.keyboard.press("Alt+Enter");
    await page.waitForFunction((count) => document.querySelectorAll(".cue").length === count + 1, count);
    await quiet(page);
    const parts = [await textOf(page, 1), await textOf(page, 2)].map((text) => text.split(/\s+/).length);
    assert.strictEqual(parts[0], 2, parts.join());
    await page.keyboard.press("Escape");
    await page.keyboard.press("ArrowUp");
    await page.keyboard.press("Alt+Shift+Enter");
    await page.waitForFunction((count) => document.querySelectorAll(".cue").length === count, count);
    await quiet(page);
    assert.strictEqual((await textOf(page, 1)).replace(/\s+/g, " "), shown);
    // An edge by keys: three steps, then to a border of a word.
    const start = await spanOf(page, 1);
    await page.keyboard.press("F6");
    assert.match(await active(page), /edge/);
    for (let n = 0; n < 3; n++) await page.keyboard.press("ArrowRight");
    await page.waitForFunction((start) => document.querySelector('.cue[data-cue="1"] .t').textContent !== start, start);
    await quiet(page);
    assert.match(await active(page), /edge/, "the focus stays");
    await page.keyboard.press("PageUp");
    await page.keyboard.press("Tab");
    await quiet(page);
    await page.keyboard.press("F6");
    assert.strictEqual(await page.evaluate(() => document.activeElement.tagName), "INPUT");
    await picture(page, `captions-${language}`);
    // Other limits, and back.
    const select = page.locator("main select");
    await select.focus();
    await page.keyboard.type("dcmp");
    await page.waitForFunction(() => document.querySelector("main select").value === "dcmp");
    await page.keyboard.press("Tab");
    await page.waitForSelector('.rows[data-preset="dcmp"]');
    const all = await page.locator(".cues").textContent();
    assert(all.includes(word), "what was set is there within other limits");
    await select.focus();
    await page.keyboard.type("podcast-vtt");
    await page.keyboard.press("Tab");
    await page.waitForSelector('.rows[data-preset="podcast-vtt"]');
    await page.keyboard.press("F8");
    const met = new Set();
    for (let at = 0; at < 25; at++) { await page.keyboard.press("Tab"); met.add(await page.evaluate(() => [document.activeElement.tagName, document.activeElement.ariaLabel ?? document.activeElement.textContent.slice(0, 20), document.activeElement.closest("[data-cue]")?.dataset.cue].join())); }
    assert(met.size > 15, `the focus is caught: ${[...met].slice(-4)}`);
    await quiet(page);
    await page.keyboard.press("Control+Shift+Enter");
    await page.waitForFunction(() => document.querySelector(".approval .badge.spoken"), null, { timeout: 10000 }).catch(async () => { throw new Error(`not approved: ${await page.locator("#alert").textContent()}`); });
    assert.deepStrictEqual([...page.asked], [`127.0.0.1:${served.port}`], "nothing leaves this computer");
    assert.deepStrictEqual(page.problems, []);
    await page.context().close();
    assert.strictEqual(await served.stop(), 0);
    const files = ["vtt", "srt", "text", "ebu-tt-d"].map((format) => run("caption", String(id), "--format", format).out);
    assert(files.every((file) => file.includes(word)), "in every format");
    assert(!run("caption", String(id), "--no-overrides").out.includes(word));
    assert(run("status", String(id)).out.includes("approved"), run("status", String(id)).out);
    return `${count} captions, worded, cut, timed, approved`;
  }

  async function two(browser) {
    const served = await serve();
    const link = `${served.link.split("/report")[0]}/report/1/captions`;
    const amal = await open(browser, link, { settings: { by: "Amal", language: "en" } }), jo = await open(browser, link, { settings: { by: "Jo", language: "en" } });
    for (const page of [amal, jo]) await page.waitForSelector(".cue");
    const type = async (page, at, word) => { await page.locator(`.cue[data-cue="${at}"] .text`).focus(); await page.keyboard.press("Control+End"); await page.keyboard.type(` ${word}`); };
    await type(amal, 4, "first");
    await type(jo, 4, "second");
    await amal.keyboard.press("Escape");
    await quiet(amal);
    await jo.keyboard.press("Escape");
    await jo.waitForSelector(".conflict");
    assert.match(await jo.locator(".conflict").textContent(), /first[\s\S]*second/);
    await picture(jo, "captions-conflict");
    assert.deepStrictEqual(await violations(jo), []);
    await jo.locator(".conflict button").first().click();
    await quiet(jo);
    await amal.waitForFunction(() => document.querySelector('.cue[data-cue="4"] .text').textContent.trim().endsWith("second"));
    assert.deepStrictEqual([...amal.problems, ...jo.problems], []);
    // Hostile text is text, in the list, on the picture and among what is set.
    const hostile = "<img src=x onerror=document.title='taken'> &lt;b&gt; --> '); DROP TABLE";
    await jo.locator('.cue[data-cue="5"] .text').focus();
    await jo.keyboard.press("Control+A");
    await jo.keyboard.insertText(hostile);
    await jo.keyboard.press("Escape");
    await quiet(jo);
    await jo.locator(".set-by-hand summary").click();
    assert((await jo.locator(".set-by-hand").textContent()).includes("<img src=x"));
    assert((await jo.locator(".shown").textContent()).replace(/\s+/g, "").includes("<imgsrc=x"));
    assert.strictEqual(await jo.locator(".cues img, .shown img, .set-by-hand img").count(), 0);
    assert.doesNotMatch(await jo.title(), /taken/);
    // An edge by the pointer: it follows, and stays where it was left.
    const edge = jo.locator(".edge.end"), box = await edge.boundingBox(), was = await edge.getAttribute("aria-valuenow");
    await jo.mouse.move(box.x + 12, box.y + 30);
    await jo.mouse.down();
    await jo.mouse.move(box.x - 8, box.y + 30, { steps: 4 });
    await jo.mouse.up();
    await quiet(jo);
    assert.notStrictEqual(await edge.getAttribute("aria-valuenow"), was);
    assert.deepStrictEqual(jo.problems, []);
    for (const page of [amal, jo]) await page.context().close();
    await served.stop();
    assert(fs.existsSync(samples));
  }

  async function killed(browser) {
    const served = await serve("1");
    const link = served.link.replace(/\/report\/1$/, "/report/1/captions");
    const page = await open(browser, link, { settings: { by: "Amal", language: "en" } });
    await page.waitForSelector(".cue");
    const again = await killWhileTyping(page, served, '.cue[data-cue="3"] .text', "captioned while it was gone", quiet, ["caption", "1"]);
    const second = await page.context().newPage();
    await page.close({ runBeforeUnload: false });
    await second.goto(again.link.replace(/\/report\/1$/, "/report/1/captions"));
    await second.waitForSelector(".cue");
    await second.waitForFunction(() => document.querySelector(".cues").textContent.replace(/\s+/g, " ").includes("captioned while it was gone"));
    await quiet(second);
    await again.stop();
    const all = run("caption", "1", "--format", "text").out.replace(/\s+/g, " ");
    assert.strictEqual(all.split("captioned while it was gone").length, 2, `once: ${all}`);
    await second.context().close();
  }

  return { job, two, killed };
};
