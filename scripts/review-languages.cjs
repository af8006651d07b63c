// Steps of scripts/review-page.cjs about reports in two languages: a sound bite in another one than the report's, on every page that shows it.
const assert = require("assert");
const fs = require("fs");
const path = require("path");

// What is said in place of the official's sentences of each sample.
const BITES = {
  "ar-council": { language: "ar", other: "en", dir: "ltr", said: ["We must work together, now, to stop smuggling across the borders (all of them).", "The world cannot wait for a new attack before the work begins!"] },
  "en-council": { language: "en", other: "ar", dir: "rtl", said: ["يجب أن نعمل معا، الآن، من أجل وقف التهريب على الحدود (كلها).", "لا يمكن أن ينتظر العالم هجوما جديدا حتى يبدأ العمل!"] },
};

module.exports = ({ serve, open, run, ready, aligned, picture, violations, samples, place }) => {
  // The report with the sound bite; its number.
  function add(name) {
    const { language, other, said } = BITES[name], words = [], segments = [];
    const { sentences, duration_ms } = JSON.parse(fs.readFileSync(path.join(samples, `${name}.truth.json`), "utf8"));
    let bites = 0;
    for (const { start_ms, end_ms, speaker, text } of sentences) {
      const isBite = speaker === "official" && bites < said.length, spoken = (isBite ? said[bites++] : text).split(" "), first = words.length;
      const moment = (at) => start_ms + Math.round(((end_ms - start_ms) * at) / spoken.length);
      spoken.forEach((word, at) => words.push({ text: word, span: [moment(at), moment(at + 1)], confidence: 0.9, second_pass: false }));
      segments.push({ span: [start_ms, end_ms], words: [first, words.length], speaker: isBite ? (language === "ar" ? "Jehangir Khan" : "جيهانغير خان") : null, ...(isBite ? { language: other } : {}) });
    }
    const file = path.join(place, `${name}-bite.json`), article = path.join(samples, `${name}.article.txt`);
    fs.writeFileSync(file, JSON.stringify({ format: "rawi.transcript", version: 1, language, duration_ms, words, segments }));
    // Another recording than the sample's, which is a report of its own: some bytes behind it.
    fs.writeFileSync(path.join(place, `${name}-bite.mp3`), Buffer.concat([fs.readFileSync(path.join(samples, `${name}.mp3`)), Buffer.alloc(16)]));
    const added = run("add", `${name}-bite.mp3`, "--article", article, "--transcript", file, "--language", `${language},${other}`, "--json");
    assert.strictEqual(added.code, 0, added.err);
    const told = JSON.parse(added.out);
    return { id: told.summary.id, ...BITES[name] };
  }

  // The elements that `find` finds, with language, direction, alignment and text.
  const laidOut = (page, find) => page.locator(find).evaluateAll((all) => all.map((node) => {
    const { direction, textAlign } = getComputedStyle(node);
    return { lang: node.closest("[lang]").lang, direction, textAlign, text: node.textContent.trim() };
  }));
  const is = (one, lang, dir, text) => assert.deepStrictEqual(one, { lang, direction: dir, textAlign: "start", text });
  const sideways = async (page) => assert((await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)) <= 0, "nothing must be scrolled sideways");

  // What was said in another language is laid out and read aloud in it, on the review page, in the captions and on the check page.
  async function bites(browser) {
    for (const name of Object.keys(BITES)) {
      const { id, language, other, dir, said } = add(name), own = dir === "ltr" ? "rtl" : "ltr", printed = language === "ar" ? /يجب أن نعمل معا/ : /Terrorists must not/;
      const html = path.join(place, `${name}-bite.html`), served = await serve(String(id), "--by", "Amal");
      run("check", String(id), "--html", html);
      for (const [way, viewport] of [["wide", { width: 1280, height: 860 }], ["narrow", { width: 390, height: 844 }]]) {
        const page = await open(browser, served.link, { viewport, settings: { language, by: "Amal" } });
        await page.waitForSelector(".finding");
        await ready(page);
        await aligned(page);
        const texts = await laidOut(page, ".rows .text"), at = texts.findIndex((one) => one.lang === other);
        said.forEach((text, n) => is(texts[at + n], other, dir, text));
        assert(texts.every((one, n) => (n >= at && n < at + said.length) || (one.lang === language && one.direction === own)), "all others are in the report's language");
        const quotes = await laidOut(page, '[data-finding][data-kind="translated"] .quote');
        assert.strictEqual(quotes.length, 2);
        assert.match(quotes[0].text, printed);
        is(quotes[0], language, own, quotes[0].text);
        is(quotes[1], other, dir, said.join(" "));
        const reason = await page.locator('[data-finding][data-kind="translated"] .remark').textContent();
        assert(reason.includes(language === "ar" ? "«en»" : "`ar`"), reason);
        // Beside it the article's sentences are told as said, not as unsaid.
        const badges = await page.locator(`.row[data-row="${at}"] .printed .badge`).allTextContents();
        assert.deepStrictEqual(new Set(badges), new Set([language === "ar" ? "قيل بلغة أخرى" : "said in another language"]));
        await page.evaluate((at) => document.querySelector(`.row[data-row="${at}"]`).scrollIntoView({ block: "center" }), at);
        await page.locator('[data-finding][data-kind="translated"] .pick').click();
        await page.keyboard.press("F4");
        assert.deepStrictEqual(await violations(page), []);
        await sideways(page);
        await picture(page, `bite-${name}-${way}`);
        await page.locator("a.view").click();
        await page.waitForSelector(".cue");
        const cues = await laidOut(page, ".cue .text"), first = cues.findIndex((one) => one.lang === other);
        assert.strictEqual(cues.filter((one) => one.lang === other).map((one) => one.text.replaceAll("\n", " ")).join(" "), said.join(" "));
        assert(cues.every((one) => one.direction === (one.lang === other ? dir : own)));
        await page.locator(".cue .text").nth(first).focus();
        assert.deepStrictEqual(await page.locator(".shown").evaluate((node) => [node.lang, node.dir]), [other, dir]);
        // What is chosen is in the part of the sound that is shown.
        assert.strictEqual(await page.locator(".edge.away").count(), 0);
        assert.deepStrictEqual(await violations(page), []);
        await picture(page, `bite-captions-${name}-${way}`);
        assert.deepStrictEqual(page.problems, []);
        const check = await page.context().newPage();
        await check.setViewportSize(viewport);
        await check.goto(`file://${html}`);
        const heard = await laidOut(check, '[data-kind="translated"] td .said');
        assert.strictEqual(heard.length, 1);
        is(heard[0], other, dir, said.join(" "));
        const article = await laidOut(check, '[data-kind="translated"] td > p:not(.said, .remark)');
        is(article[0], language, own, article[0].text);
        // A label that is long lies beside nothing else.
        const over = await check.evaluate(() => [...document.querySelectorAll(".badge")].filter((badge) => { const cell = badge.closest("th, td")?.getBoundingClientRect(), box = badge.getBoundingClientRect(); return cell && box.width && (box.right > cell.right + 0.5 || box.left < cell.left - 0.5); }).map((badge) => badge.textContent));
        assert.deepStrictEqual(over, []);
        assert.deepStrictEqual(await violations(check), []);
        await sideways(check);
        await picture(check, `bite-check-${name}-${way}`);
        await page.context().close();
      }
      await served.stop();
      assert(run("caption", String(id), "--format", "vtt").out.includes(`<lang ${other}>`));
      assert(run("caption", String(id), "--format", "ebu-tt-d").out.includes(`xml:lang="${other}"`));
      assert(run("caption", String(id), "--format", "podcast-html").out.includes(`lang="${other}" dir="${dir}"`));
    }
  }

  return { bites };
};
