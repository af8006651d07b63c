// Steps of scripts/review-page.cjs that are small scenes of their own: what is lit, pasted, pressed and taken back; where people are.
const assert = require("assert");

module.exports = ({ serve, open, run, ready, saved, picture, violations }) => {
  const textAt = (page, at) => page.locator(`.text[data-segment="${at}"]`).textContent();
  const begin = async (browser, id, settings = {}) => {
    const served = await serve(String(id), "--by", "Amal");
    const page = await open(browser, served.link, { settings: { language: "en", by: "Nour", ...settings } });
    await page.waitForSelector(".text");
    const end = async () => { assert.deepStrictEqual(page.problems, []); await page.context().close(); await served.stop(); };
    return { served, page, end };
  };

  // Scene 2: what is lit is what is heard, and no status is told while it plays.
  async function lit(browser) {
    const { page, end } = await begin(browser, 1);
    await ready(page);
    await page.keyboard.press("F4");
    const seen = await page.evaluate(async () => {
      const statuses = [...document.querySelectorAll("[role=status], [role=alert]")];
      let changes = 0;
      const watcher = new MutationObserver((all) => { changes += all.length; });
      statuses.forEach((node) => watcher.observe(node, { childList: true, characterData: true, subtree: true }));
      const found = new Set();
      const until = performance.now() + 8000;
      while (performance.now() < until) {
        await new Promise((done) => requestAnimationFrame(done));
        const range = CSS.highlights.get("current")?.values().next().value;
        if (range) found.add(`${range.startContainer.parentElement.dataset.segment}:${range.startOffset}`);
      }
      return { words: found.size, changes };
    });
    await page.keyboard.press("F4");
    assert(seen.words >= 6, `${seen.words} words were lit in 8 s`);
    assert.strictEqual(seen.changes, 0, "a status was told while it played");
    await end();
    return `${seen.words} words in 8 s`;
  }

  // Scene 5: pasted with markup, it is text. Scene 6: on an Arabic layout keys are where they are. Scene 12: undo of a menu.
  async function typed(browser) {
    const { page, end } = await begin(browser, 1, { by: "Sami" });
    await ready(page);
    const before = await textAt(page, 8);
    await page.locator('.text[data-segment="8"]').focus();
    await page.keyboard.press("Control+End");
    await page.evaluate(() => {
      const data = new DataTransfer();
      data.setData("text/html", "<b onclick=alert(1)>x</b>");
      data.setData("text/plain", " <inaudible>");
      document.activeElement.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
      document.execCommand("insertText", false, data.getData("text/plain"));
    });
    await page.keyboard.press("Escape");
    await saved(page);
    assert.strictEqual(await textAt(page, 8), `${before} <inaudible>`);
    assert(run("transcript", "export", "1").out.includes("<inaudible>"));
    const session = await page.context().newCDPSession(page);
    const press = async (code, key, number) => { for (const type of ["keyDown", "keyUp"]) await session.send("Input.dispatchKeyEvent", { type, code, key, windowsVirtualKeyCode: number, ...(type === "keyDown" && key.length === 1 ? { text: key } : {}) }); };
    const ms = () => page.evaluate(() => document.querySelector(".moment").textContent);
    await press("KeyL", "م", 76);
    await page.waitForFunction(() => document.querySelector(".moment").textContent.startsWith("0:10"));
    await page.locator('.text[data-segment="8"]').focus();
    await page.keyboard.press("Control+End");
    await press("KeyJ", "ت", 74);
    assert((await textAt(page, 8)).endsWith("ت"), "in a text it is a letter");
    assert((await ms()).startsWith("0:10"));
    await press("F8", "F8", 119);
    assert.match(await page.evaluate(() => document.activeElement.className), /pick/, "F8 works in a text, too");
    await press("KeyJ", "ت", 74);
    await saved(page);
    await page.locator(".t").first().focus();
    // As a browser asks it of the text that was edited last.
    await page.evaluate(() => document.querySelector('.text[data-segment="8"]').dispatchEvent(new InputEvent("beforeinput", { inputType: "historyUndo", bubbles: true, cancelable: true })));
    await page.waitForFunction((text) => document.querySelector('.text[data-segment="8"]').textContent === text, `${before} <inaudible>`);
    await saved(page);
    await page.keyboard.press("Control+KeyZ");
    await page.waitForFunction((text) => document.querySelector('.text[data-segment="8"]').textContent === text, before);
    await end();
  }

  // Whoever comes back goes on where they left off; whose caret is where is shown.
  async function places(browser) {
    const { served, page, end } = await begin(browser, 1, { by: "Jo" });
    await ready(page);
    const last = await page.evaluate(() => document.querySelectorAll(".text").length - 1);
    await page.evaluate((last) => document.querySelectorAll(".row .t")[last].click(), last);
    await page.waitForFunction(() => document.querySelector(".play").textContent.includes("❚❚"));
    await page.keyboard.press("F4");
    const left = await page.evaluate(() => document.querySelector(".moment").textContent);
    await page.keyboard.press("KeyB");
    await page.waitForSelector("table.list tbody a");
    await page.locator('a[href="#/report/1"]').click();
    await page.waitForFunction((left) => document.querySelector(".moment")?.textContent === left, left);
    const other = await open(browser, `${served.link.split("/report")[0]}/report/1`, { settings: { by: "Mona", language: "en" } });
    await other.waitForSelector(".text");
    await page.locator('.text[data-segment="2"]').focus();
    await other.waitForSelector('[data-row="2"] .here');
    assert.match(await other.locator('[data-row="2"] .here').textContent(), /Jo is here/);
    assert.deepStrictEqual(await violations(other), []);
    await picture(other, "here");
    await page.keyboard.press("Escape");
    await other.waitForFunction(() => !document.querySelector(".here"));
    // On paper there is the text and nothing to press.
    await other.emulateMedia({ media: "print" });
    const shown = await other.evaluate(() => [...document.querySelectorAll(".transport, .panel, .segment-tools, .own button, .tools")].filter((node) => node.getClientRects().length).length);
    assert.strictEqual(shown, 0);
    await picture(other, "print");
    assert.deepStrictEqual(other.problems, []);
    await other.context().close();
    await end();
  }

  return { lit, typed, places };
};
