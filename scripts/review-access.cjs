// Steps of scripts/review-page.cjs about those who write by an input method, and those who hear the page read aloud.
const assert = require("assert");
const path = require("path");

module.exports = ({ serve, open, run, ready, saved, aligned, active, place }) => {
  const begin = async (browser, hash, language = "en") => {
    const served = await serve("--by", "Amal");
    const page = await open(browser, `${served.link.split("/report")[0].replace(/\/$/, "")}/${hash}`, { settings: { language, by: "Nour" } });
    const session = await page.context().newCDPSession(page);
    const end = async () => { assert.deepStrictEqual(page.problems, []); await page.context().close(); await served.stop(); };
    return { page, session, end };
  };
  const history = (page, id) => page.evaluate(async (id) => (await fetch(`/api/reports/${id}/history`, { headers: { "X-Rawi-Token": sessionStorage.getItem("rawi.token") } })).json(), id);

  // Composes `steps` at the caret, one replacing the other; `during` is done before the last one is taken.
  async function compose(session, steps, during = async () => {}) {
    for (const text of steps) await session.send("Input.imeSetComposition", { text, selectionStart: text.length, selectionEnd: text.length });
    await during();
    await session.send("Input.insertText", { text: steps.at(-1) });
  }

  // Keys that belong to the input method do nothing on the page, what is half composed is not sent, and all of it is one change.
  async function composed(browser) {
    for (const [id, language, steps] of [[1, "en", ["k", "か", "かん", "漢", "漢字"]], [2, "ar", ["ت", "تح", "تحر", "تحرير"]]]) {
      const { page, session, end } = await begin(browser, `report/${id}`, language);
      await page.waitForSelector(".text");
      await aligned(page);
      const text = page.locator('.text[data-segment="2"]'), count = await page.locator(".text").count(), before = await text.textContent(), known = (await history(page, id)).length;
      await text.focus();
      await page.keyboard.press("Control+End");
      await page.keyboard.type(" ");
      await saved(page);
      const sent = [];
      page.on("request", (request) => { if (request.method() === "POST" && request.url().includes("/operations")) sent.push(request.postDataJSON().text); });
      const keys = { F8: 119, F4: 115, F9: 120, F6: 117, Escape: 27, Enter: 13, ArrowDown: 40 };
      await compose(session, steps, async () => {
        for (const [key, number] of Object.entries(keys)) for (const type of ["rawKeyDown", "keyUp"]) {
          await session.send("Input.dispatchKeyEvent", { type, key, code: key, windowsVirtualKeyCode: number, modifiers: ["Enter", "ArrowDown"].includes(key) ? 1 : 0 });
        }
        assert.match(await active(page), /text/, "the caret stays where it is composed");
        assert(!(await page.locator(".play").textContent()).includes("❚❚"), "nothing is played");
        assert.strictEqual(await page.locator(".text").count(), count, "nothing is cut");
        // Longer than what is typed waits before it is sent.
        await page.waitForTimeout(1500);
        assert.deepStrictEqual(sent, [], "what is half composed is not sent");
        assert((await page.locator(".status").getAttribute("data-state")) !== "saved", "and is told as unsaved");
      });
      await saved(page);
      const whole = `${before} ${steps.at(-1)}`;
      assert.deepStrictEqual(sent, [whole], "sent once, as a whole");
      assert.strictEqual(await text.textContent(), whole);
      assert(run("transcript", "export", String(id)).out.includes(steps.at(-1)));
      await page.keyboard.press("Escape");
      await page.keyboard.press("Control+KeyZ");
      await page.waitForFunction((before) => document.querySelector('.text[data-segment="2"]').textContent.trim() === before, before);
      await saved(page);
      assert(!run("transcript", "export", String(id)).out.includes(steps.at(-1)), "one step takes it back");
      assert(known < (await history(page, id)).length);
      // The same in a caption.
      await page.locator("a.view").click();
      await page.waitForSelector(".cue .text");
      const cue = page.locator('.cue[data-cue="1"] .text'), was = await cue.textContent(), rewritten = [];
      page.on("request", (request) => { if (request.method() === "POST" && request.url().endsWith("/cues")) rewritten.push(request.postDataJSON().text ?? request.postDataJSON().act); });
      await cue.focus();
      await page.keyboard.press("Control+End");
      await compose(session, steps, async () => { await page.waitForTimeout(1800); assert.deepStrictEqual(rewritten, []); });
      await page.keyboard.press("Escape");
      await page.waitForFunction(() => document.querySelector(".status").dataset.state === "saved" && /by hand|باليد/.test(document.querySelector('.cue[data-cue="1"] .mark').textContent));
      assert.deepStrictEqual(rewritten, [`${was}${steps.at(-1)}`]);
      await page.keyboard.press("Control+KeyZ");
      await page.waitForFunction((was) => document.querySelector('.cue[data-cue="1"] .text').textContent === was, was);
      await end();
    }
  }

  // The page as assistive technology has it: what is shown to it, with role, name and states.
  async function tree(session) {
    const { nodes } = await session.send("Accessibility.getFullAXTree"), byId = new Map(nodes.map((node) => [node.nodeId, node]));
    const entry = (node) => ({ role: node.role?.value, name: node.name?.value ?? "", described: node.description?.value ?? "", node, ...Object.fromEntries((node.properties ?? []).map(({ name, value }) => [name, value.value])) });
    const all = nodes.filter((node) => !node.ignored).map(entry);
    const inside = (one, role) => {
      const found = [], walk = (id) => { const node = byId.get(id); if (!node) return; if (!node.ignored && node.role?.value === role) found.push(entry(node)); node.childIds?.forEach(walk); };
      one.node.childIds?.forEach(walk);
      return found;
    };
    const only = (role, name) => { const found = all.filter((one) => one.role === role && (name === undefined || one.name === name)); assert.strictEqual(found.length, 1, `${role} ${name ?? ""}: ${found.length} of ${all.filter((one) => one.role === role).map((one) => one.name)}`); return found[0]; };
    return { all, inside, only, of: (role) => all.filter((one) => one.role === role) };
  }

  async function told(browser) {
    const { page, session, end } = await begin(browser, "");
    await session.send("Accessibility.enable");
    await page.waitForSelector("table.list tbody a");
    // The list of reports is a table whose rows have their report as head.
    let seen = await tree(session);
    const list = seen.only("table", "Reports"), reports = seen.inside(list, "row").length - 1;
    assert.deepStrictEqual(seen.inside(list, "columnheader").map((one) => one.name), ["Report", "Language", "Date", "Length", "Meaning", "Wording", "Not said", "Decided", "State"]);
    assert.strictEqual(seen.inside(list, "rowheader").length, reports);
    assert.strictEqual(seen.inside(list, "cell").length, reports * 8);
    seen.only("search");
    seen.only("main");
    seen.only("banner");
    assert.strictEqual(seen.only("heading").name, "Reports");
    // The report: its parts by name, one heading of the first level, no element to press without a name.
    await page.evaluate(() => { location.hash = "#/report/1"; });
    await page.waitForSelector(".finding");
    await ready(page);
    await aligned(page);
    const named = (seen) => seen.all.filter((one) => ["button", "link", "textbox", "slider", "checkbox", "combobox"].includes(one.role) && !one.name.trim()).map((one) => one.role);
    seen = await tree(session);
    seen.only("main");
    const findings = seen.only("complementary", "Findings"), text = seen.only("region", "Text"), wave = seen.only("region", "Waveform");
    assert.deepStrictEqual(seen.of("heading").map((one) => one.level), [1, 2], seen.of("heading").map((one) => one.name).join());
    const items = await page.locator("#findings > ul > .finding").count(), segments = await page.locator(".text").count();
    assert.strictEqual(seen.inside(findings, "listitem").length, items + (await page.locator("#findings details[open] .finding").count()));
    const current = await page.locator('#findings .pick[aria-current="true"]').count();
    assert.strictEqual(current, 1, "one finding is the current one");
    const boxes = seen.inside(text, "textbox");
    assert.strictEqual(boxes.length, segments);
    assert(boxes.every((box) => box.multiline && box.editable && /\d:\d\d$/.test(box.name) && box.described === "Escape leaves the text"), JSON.stringify(boxes[0]));
    assert(seen.inside(text, "toolbar").some((one) => one.name === "Segment"));
    const head = seen.inside(wave, "slider").find((one) => one.name === "Position");
    assert(head?.focusable);
    assert.match(await page.locator(".wave [role=slider]").getAttribute("aria-valuetext"), /^\d+:\d\d$/);
    assert.deepStrictEqual(seen.inside(wave, "button").slice(0, 5).map((one) => one.described || one.name), ["3 seconds back", "Play", "3 seconds on", "Repeat", "Speed −"]);
    assert.deepStrictEqual(named(seen), []);
    // What is announced: politely that it is saved, at once that the server is away; never a letter that is typed.
    const polite = (seen) => seen.of("status").map((one) => { assert.strictEqual(one.live, "polite"); return seen.inside(one, "StaticText").map((text) => text.name).join(""); });
    assert(polite(seen).includes("Saved"), polite(seen).join());
    assert.strictEqual(seen.of("textbox").filter((one) => one.live && one.live !== "off").length, 0, "no text is live");
    await page.evaluate(() => {
      window.announced = [];
      const watch = new MutationObserver(() => { for (const one of document.querySelectorAll("[role=status], [role=alert]")) if (one.textContent && window.announced.at(-1) !== one.textContent) window.announced.push(one.textContent); });
      watch.observe(document.body, { subtree: true, childList: true, characterData: true });
    });
    await page.locator('.text[data-segment="1"]').focus();
    await page.keyboard.press("Control+End");
    await page.keyboard.type(" heard");
    await page.keyboard.press("Escape");
    await saved(page);
    const announced = await page.evaluate(() => window.announced);
    assert(announced.length <= 12 && announced.every((one) => ["Saved", "Saving", "not saved yet"].includes(one)), announced.join("; "));
    await page.keyboard.press("Control+KeyZ");
    await saved(page);
    await aligned(page);
    // The same in the captioner's view.
    await page.evaluate(() => { location.hash = "#/report/1/captions"; });
    await page.waitForSelector(".cue");
    await ready(page);
    await page.locator(".cue .t").first().focus();
    seen = await tree(session);
    seen.only("complementary", "Chosen caption");
    const sliders = seen.inside(seen.only("region", "Waveform"), "slider");
    assert.deepStrictEqual(sliders.map((one) => one.name), ["Position", "Begins", "Ends"]);
    for (const edge of await page.locator(".edge").all()) assert.match(await edge.getAttribute("aria-valuetext"), /^\d\d:\d\d\.\d{3}$/);
    assert.deepStrictEqual(named(seen), []);
    await end();
  }

  // The check report: its tables stay tables where a narrow window lays them out as blocks.
  async function check(browser) {
    const html = path.join(place, "told.html");
    run("check", "1", "--html", html);
    for (const width of [1280, 390]) {
      const page = await (await browser.newContext({ viewport: { width, height: 900 } })).newPage();
      await page.goto(`file://${html}`);
      const session = await page.context().newCDPSession(page), seen = await tree(session);
      for (const table of seen.of("table")) {
        const columns = seen.inside(table, "columnheader").length, rows = seen.inside(table, "row").length - 1;
        assert(table.name && columns >= 2 && rows >= 1, `${table.name} at ${width}`);
        assert.strictEqual(seen.inside(table, "rowheader").length, rows, table.name);
        assert.strictEqual(seen.inside(table, "cell").length + seen.inside(table, "gridcell").length, rows * (columns - 1), table.name);
      }
      assert(seen.of("table").some((one) => one.name === "Findings") && seen.of("table").some((one) => one.name.startsWith("The article")), seen.of("table").map((one) => one.name).join());
      assert.strictEqual(seen.of("heading").filter((one) => one.level === 1).length, 1);
      assert.deepStrictEqual(seen.all.filter((one) => ["button", "link", "checkbox"].includes(one.role) && !one.name.trim()), []);
      await page.context().close();
    }
  }

  const aloud = async (browser) => { await told(browser); await check(browser); };
  return { composed, aloud };
};
