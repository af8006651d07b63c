// Steps of scripts/review-page.cjs about segments as a whole: cut, joined, named, with sounds, and their history.
const assert = require("assert");

module.exports = ({ serve, open, run, saved, aligned, active, picture, violations }) => {
  const texts = (page) => page.evaluate(() => [...document.querySelectorAll(".text")].map((text) => text.textContent));
  const count = (page, wanted) => page.waitForFunction((wanted) => document.querySelectorAll(".text").length === wanted, wanted);
  const caret = (page, at, letter) => page.evaluate(([at, letter]) => { const text = document.querySelectorAll(".text")[at]; text.focus(); getSelection().setPosition(text.firstChild, letter); }, [at, letter]);
  const words = (text) => text.split(/\s+/).filter(Boolean);

  // By keyboard: cut at the caret, take it back, do it again, join; a speaker named everywhere; a sound marked; the history.
  async function parts(browser, id, language, name, sound) {
    const served = await serve(String(id), "--by", "Amal");
    const page = await open(browser, served.link, { settings: { language, by: "Amal" } });
    await page.waitForSelector(".text");
    await aligned(page);
    const before = await texts(page), said = words(before[1]), cut = words(before[1]).slice(0, 3).join(" ");
    await caret(page, 1, cut.length + 2);
    await page.keyboard.press("Alt+Enter");
    await count(page, before.length + 1);
    assert.deepStrictEqual((await texts(page)).slice(1, 3), [cut, said.slice(3).join(" ")], "the word with the caret goes on");
    assert.strictEqual(await page.evaluate(() => document.activeElement.dataset.segment), "2", "the caret is in the new segment");
    // Typing into the new one is kept as of any other; scene 11: undoing takes the last change alone.
    await page.keyboard.press("Control+End");
    await page.keyboard.type(" more");
    await page.keyboard.press("Escape");
    await saved(page);
    await page.keyboard.press("Control+KeyZ");
    await page.waitForFunction((text) => document.querySelectorAll(".text")[2].textContent === text, said.slice(3).join(" "));
    await page.keyboard.press("Control+KeyZ");
    await count(page, before.length);
    assert.deepStrictEqual(await texts(page), before);
    await page.keyboard.press("Control+Shift+KeyZ");
    await count(page, before.length + 1);
    await caret(page, 1, 0);
    await page.keyboard.press("Alt+Shift+Enter");
    await count(page, before.length);
    assert.deepStrictEqual(await texts(page), before);
    assert.match(await active(page), /text/);
    // Everywhere this speaker.
    await page.keyboard.press("Escape");
    await page.keyboard.press("KeyP");
    await page.waitForSelector("dialog[open] .choices button");
    assert.deepStrictEqual(await violations(page), []);
    await picture(page, `speaker-${language}`);
    await page.keyboard.press("Control+KeyA");
    await page.keyboard.type(name);
    await page.keyboard.press("Enter");
    await page.waitForFunction((name) => [...document.querySelectorAll(".speaker")].filter((one) => one.textContent === name).length > 1, name);
    await aligned(page);
    assert(run("search", words(before[1])[1], "--speaker", words(name)[0], "--json").out.includes(words(before[1])[1]), "found by speaker");
    assert(run("caption", String(id), "--format", "vtt").out.includes(`<v ${name}>`), "in the captions");
    // A sound.
    await page.evaluate(() => document.querySelectorAll(".text")[2].focus());
    await page.keyboard.press("Control+End");
    await page.keyboard.press("Escape");
    await page.keyboard.press("KeyM");
    await page.waitForSelector("dialog[open]");
    assert.deepStrictEqual(await violations(page), []);
    await page.locator("dialog[open] .choices button").first().click();
    await page.waitForFunction((sound) => document.querySelectorAll(".text")[2].textContent.endsWith(` [${sound}]`), sound);
    await saved(page);
    await aligned(page);
    // The history tells all, and takes back what is chosen.
    await page.evaluate(() => document.querySelectorAll(".row .t")[2].focus());
    await page.keyboard.press("KeyH");
    await page.waitForSelector("dialog[open] .changes li");
    await page.locator("dialog[open] select").selectOption("all");
    assert((await page.locator("dialog[open] .changes li").count()) >= 8, "every step");
    assert.deepStrictEqual(await violations(page), []);
    await picture(page, `history-${language}`);
    await page.locator("dialog[open] .changes button:not(:disabled)").first().click();
    await page.waitForFunction((text) => document.querySelectorAll(".text")[2].textContent === text, before[2]);
    await picture(page, `parts-${language}`);
    assert.deepStrictEqual(page.problems, []);
    await page.context().close();
    await served.stop();
    return `${before.length} segments`;
  }

  // Scene 10: two people, different words of one segment. Typed on meanwhile, the caret stays.
  async function merged(browser) {
    const served = await serve("1");
    const link = `${served.link.split("/report")[0]}/report/1`;
    const amal = await open(browser, link, { settings: { by: "Amal", language: "en" } }), jo = await open(browser, link, { settings: { by: "Jo", language: "en" } });
    for (const page of [amal, jo]) await page.waitForSelector(".text");
    const before = (await texts(amal))[6];
    await caret(jo, 6, before.length);
    await jo.keyboard.type(" jo");
    await caret(amal, 6, 0);
    await amal.keyboard.type("amal ");
    await amal.keyboard.press("Escape");
    await saved(amal);
    await jo.waitForFunction((text) => document.querySelectorAll(".text")[6].textContent === text, `amal ${before} jo`, { timeout: 8000 });
    assert.match(await jo.locator("#bar").textContent(), /Amal: changed other words/);
    await jo.keyboard.type("anna");
    await jo.keyboard.press("Escape");
    await amal.waitForFunction((text) => document.querySelectorAll(".text")[6].textContent === text, `amal ${before} joanna`);
    await jo.keyboard.press("Control+KeyZ");
    await jo.keyboard.press("Control+KeyZ");
    await amal.waitForFunction((text) => document.querySelectorAll(".text")[6].textContent === text, `amal ${before}`);
    assert.deepStrictEqual([...amal.problems, ...jo.problems], []);
    // One cuts while the other writes: nothing typed is lost.
    await caret(jo, 7, 0);
    await amal.evaluate(() => { const text = document.querySelectorAll(".text")[7]; text.focus(); getSelection().setPosition(text.firstChild, text.firstChild.length); });
    const long = (await texts(amal))[7];
    await caret(amal, 7, long.indexOf(" ", 4));
    await amal.keyboard.press("Alt+Enter");
    await amal.waitForFunction((text) => document.querySelectorAll(".text")[7].textContent !== text, long);
    await jo.keyboard.type("typed ");
    await jo.keyboard.press("Escape");
    await jo.waitForSelector(".conflict:not([hidden])");
    assert((await texts(jo))[7].startsWith("typed "));
    await jo.locator(".conflict button").last().click();
    await saved(jo);
    // The other's cut arrives by itself, after the word that this one is saved.
    await count(jo, (await texts(amal)).length);
    assert.deepStrictEqual(await texts(jo), await texts(amal));
    for (const page of [amal, jo]) await page.context().close();
    await served.stop();
  }

  return { parts, merged };
};
