// Steps of scripts/review-page.cjs that are small scenes of their own: what is lit, pasted, pressed and taken back; where people are.
const assert = require("assert");

module.exports = ({ serve, open, run, ready, saved, aligned, picture, violations }) => {
  const textAt = (page, at) => page.locator(`.text[data-segment="${at}"]`).textContent();
  const begin = async (browser, id, settings = {}, options = {}) => {
    const served = await serve(String(id), "--by", "Amal");
    const page = await open(browser, served.link, { ...options, settings: { language: "en", by: "Nour", ...settings } });
    await page.waitForSelector(".text");
    const end = async () => { assert.deepStrictEqual(page.problems, []); await page.context().close(); await served.stop(); };
    return { served, page, end };
  };

  // Scene 2: what is lit is what is heard, within 80 ms, and no status is told while it plays: for a minute where every way of looking is
  // asked for, else for a quarter of one at twice the speed.
  async function lit(browser) {
    const [seconds, speed] = process.env.RAWI_REVIEW_WAYS === "all" ? [60, 1] : [15, 2];
    const init = () => { const Own = window.Audio; window.Audio = function () { window.heard = new Own(); return window.heard; }; };
    const { page, end } = await begin(browser, 1, {}, { init });
    await ready(page);
    await page.evaluate((speed) => { window.heard.playbackRate = speed; }, speed);
    await page.keyboard.press("F4");
    const seen = await page.evaluate(async (seconds) => {
      const told = await (await fetch("/api/reports/1", { headers: { "X-Rawi-Token": sessionStorage.getItem("rawi.token") } })).json();
      const words = told.told.words.flatMap((all, segment) => {
        let at = 0;
        return all.map(([letters, start, length]) => { const word = { key: `${segment}:${at}`, start, end: start + length }; at += letters + 1; return word; });
      }).filter((word) => word.start >= 0);
      const statuses = [...document.querySelectorAll("[role=status], [role=alert], [aria-live]")];
      let changes = 0, frames = 0;
      const watcher = new MutationObserver((all) => { changes += all.length; });
      statuses.forEach((node) => watcher.observe(node, { childList: true, characterData: true, subtree: true }));
      const { heard } = window, found = new Set(), wrong = [], from = heard.currentTime;
      while (heard.currentTime < from + seconds) {
        // In the frame in which the page has painted, and before the moment goes on.
        await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => {
          const ms = heard.currentTime * 1000, range = CSS.highlights.get("current")?.values().next().value;
          const key = range && `${range.startContainer.parentElement.dataset.segment}:${range.startOffset}`;
          const word = words.find((one) => one.key === key), next = words.find((one) => one.start > (word?.start ?? -1));
          // A pause of up to 400 ms is held.
          const until = word && Math.max(word.end, Math.min(word.end + 400, next?.start ?? Infinity));
          const off = word ? Math.max(word.start - ms, ms - until, 0) : Math.max(0, ...words.map((one) => Math.min(ms - one.start, one.end - ms)));
          if (off > 80) wrong.push(`at ${ms.toFixed()} ms ${key ?? "nothing"} is lit, ${off.toFixed()} ms off`);
          if (key) found.add(key);
          frames += 1;
          done();
        })));
      }
      return { words: found.size, of: words.filter((one) => one.start > from * 1000 && one.end < (from + seconds) * 1000).length, changes, wrong, frames };
    }, seconds);
    await page.keyboard.press("F4");
    assert.deepStrictEqual(seen.wrong, []);
    assert(seen.words >= seen.of * 0.8, `${seen.words} of ${seen.of} words were lit`);
    assert.strictEqual(seen.changes, 0, "a status was told while it played");
    await end();
    return `${seen.words} of ${seen.of} words in ${seconds} s, ${seen.frames} frames`;
  }

  // Scene 5: pasted with markup, it is text. Scene 6: on an Arabic layout keys are where they are. Scene 12: undo of a menu.
  async function typed(browser) {
    const { page, end } = await begin(browser, 1, { by: "Sami" });
    await ready(page);
    const before = await textAt(page, 8);
    await page.locator('.text[data-segment="8"]').focus();
    await page.keyboard.press("Control+End");
    await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
    await page.evaluate(() => navigator.clipboard.write([new ClipboardItem({
      "text/html": new Blob(["<p> <b>&lt;inaudible&gt;</b></p><table><tr><td>x</td></tr></table>"], { type: "text/html" }),
      "text/plain": new Blob([" <inaudible>"], { type: "text/plain" }) })]));
    // The browser writes styles into what it puts on the clipboard, and its own policy for the page stops them there: not the page's doing.
    page.problems.length = 0;
    await page.keyboard.press("Control+KeyV");
    assert.strictEqual(await page.locator('.text[data-segment="8"]').evaluate((text) => text.children.length), 0, "no markup");
    await page.keyboard.press("Escape");
    await saved(page);
    assert.strictEqual(await textAt(page, 8), `${before} <inaudible>`);
    await aligned(page);
    const kept = JSON.parse(run("transcript", "export", "1", "--json").out);
    const words = JSON.stringify(kept).match(/<inaudible>/g) ?? [];
    assert(words.length >= 1 && !/<b|<td/.test(JSON.stringify(kept)), "the same eleven characters are kept");
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
    // As the browser's menu does it.
    await session.send("Input.dispatchKeyEvent", { type: "keyDown", code: "", key: "", commands: ["undo"] });
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

  // Two people, each with a server of their own on one catalog.
  async function servers(browser) {
    const { page: jo, end } = await begin(browser, 1, { by: "Jo" });
    await jo.locator('.text[data-segment="3"]').focus();
    const second = await begin(browser, 1, { by: "Mona" });
    const mona = second.page;
    // Whoever comes later sees who is there already.
    await mona.waitForSelector('[data-row="3"] .here');
    await mona.locator('.text[data-segment="4"]').focus();
    await jo.waitForSelector('[data-row="4"] .here');
    assert.match(await jo.locator('[data-row="4"] .here').textContent(), /Mona is here/);
    await jo.keyboard.press("Alt+ArrowDown");
    await mona.waitForSelector('[data-row="4"] .here');
    assert.strictEqual(await mona.locator(".here").count(), 1);
    // What one types stands on the other's page.
    await jo.keyboard.press("Control+End");
    await jo.keyboard.type(" over");
    await mona.keyboard.press("Escape");
    await jo.waitForFunction(() => !document.querySelector(".here"));
    await jo.keyboard.press("Escape");
    await mona.waitForFunction(() => document.querySelector('.text[data-segment="4"]').textContent.endsWith(" over"));
    await jo.keyboard.press("Control+KeyZ");
    await mona.waitForFunction(() => !document.querySelector('.text[data-segment="4"]').textContent.endsWith(" over"));
    await second.end();
    await end();
  }

  return { lit, typed, places, servers };
};
