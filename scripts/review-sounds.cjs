// Steps of scripts/review-page.cjs about the sound: what its picture shows, and that it is heard where it is sought.
const assert = require("assert");
const path = require("path");
const { spawnSync } = require("child_process");

module.exports = ({ serve, open, run, ready, picture, violations, place }) => {
  const opened = async (browser, id, options = {}) => {
    const served = await serve(String(id), "--by", "Amal");
    const page = await open(browser, served.link, { ...options, settings: { language: "en", by: "Nour" } });
    const end = async () => { assert.deepStrictEqual(page.problems, []); await page.context().close(); await served.stop(); };
    return { page, end };
  };

  // Music, noted sounds and gaps, each with a pattern of its own, told by a legend.
  async function shown(browser) {
    const { page, end } = await opened(browser, 1);
    await ready(page);
    await page.waitForSelector(".legend [data-kind=music]");
    const kinds = () => page.locator(".legend [data-kind]").evaluateAll((all) => all.map((one) => one.dataset.kind));
    assert((await kinds()).includes("in_article"));
    assert(!(await kinds()).includes("noted_sound"));
    await page.locator('.text[data-segment="2"]').focus();
    await page.keyboard.press("Control+End");
    await page.keyboard.type(" [applause]");
    await page.keyboard.press("Escape");
    await page.waitForSelector(".legend [data-kind=noted_sound]");
    assert.deepStrictEqual(await violations(page), []);
    await picture(page, "waveform");
    // Where which ink stands, whatever its colour.
    const patterns = await page.evaluate(async () => {
      const { KINDS, fill } = await import("/page/sounds.js");
      const drawn = (kind) => {
        const canvas = new OffscreenCanvas(42, 42), context = canvas.getContext("2d");
        fill(context, kind, (name) => (name === KINDS[kind][0] ? "#fff" : "#000"), [0, 0, 42, 42]);
        const { data } = context.getImageData(0, 0, 42, 42);
        return Array.from({ length: 42 * 42 }, (_, at) => (data[4 * at] < 200 ? "#" : ".")).join("");
      };
      return Object.keys(KINDS).filter((kind) => kind !== "speech").map((kind) => [kind, drawn(kind)]);
    });
    assert.strictEqual(new Set(patterns.map(([, pattern]) => pattern)).size, patterns.length, "no two kinds differ by colour alone");
    // Mixed from the check, the sound and the text.
    const mixed = await page.evaluate(async () => {
      const { stretches } = await import("/page/sounds.js");
      const kinds = [[[0, 4000], "music"], [[4000, 9000], "speech"], [[9000, 9200], "silence"], [[9200, 12000], "silence"], [[12000, 14000], "music"]];
      const timeline = [[[0, 4200], "non_speech"], [[4200, 9000], "in_article"], [[9000, 14000], "non_speech"]];
      return [stretches(timeline, kinds, [{ span: [9000, 9900], kind: "applause" }, { span: [12000, 13000], kind: "music" }]), stretches([], kinds, []), stretches(timeline, [], [])];
    });
    const sorted = (all) => all.map(([span, kind]) => `${span.join("-")} ${kind}`);
    assert.deepStrictEqual(sorted(mixed[0]), ["4200-9000 in_article", "0-4000 music", "9200-12000 gap", "12000-14000 music", "9000-9900 noted_sound", "12000-13000 music"]);
    assert.deepStrictEqual(sorted(mixed[1]), ["0-4000 music", "4000-9000 speech", "9200-12000 gap", "12000-14000 music"]);
    assert.deepStrictEqual(sorted(mixed[2]), ["4200-9000 in_article", "0-4200 gap", "9000-14000 gap"]);
    await page.keyboard.press("Control+KeyZ");
    await page.waitForFunction(() => !document.querySelector(".legend [data-kind=noted_sound]"));
    await end();
    return `${patterns.length} patterns`;
  }

  // Scene 19. Recordings of ten minutes whose loud tone begins at 600.1 s: played from 600 s on, it comes after 100 ms.
  async function sought(browser) {
    const made = { "alac.m4a": ["-c:a", "alac"], "sound.aiff": [], "vbr.mp3": ["-c:a", "libmp3lame", "-q:a", "5"] };
    const ffmpeg = (...args) => spawnSync("ffmpeg", ["-v", "error", "-y", ...args], { cwd: place, encoding: "utf8" });
    const tone = ffmpeg("-f", "lavfi", "-i", "aevalsrc='if(gte(t,600.1),0.8*sin(2*PI*1000*t),0.1*sin(2*PI*300*t))':s=16000:d=603", "tone.wav");
    if (tone.error) return "skipped: no ffmpeg";
    assert.strictEqual(tone.status, 0, tone.stderr);
    for (const [name, how] of Object.entries(made)) {
      const done = ffmpeg("-i", "tone.wav", ...how, name);
      assert.strictEqual(done.status, 0, done.stderr);
      const added = run("add", name, "--title", name, "--json");
      assert.strictEqual(added.code, 0, added.err);
    }
    const list = JSON.parse(run("list", "--json").out), reports = list.reports ?? list;
    const idOf = (name) => reports.find((one) => (one.title ?? one.report?.title) === name).id;
    const after = await Promise.all(Object.keys(made).map((name) => comesAfter(browser, idOf(name))));
    Object.keys(made).forEach((name, at) => {
      assert(after[at] !== null && Math.abs(after[at] - 100) <= 20, `${name}: the tone comes after ${after[at]} ms`);
      run("remove", name.split(".")[0], "--yes");
    });
    return Object.keys(made).map((name, at) => `${name} ${after[at].toFixed(1)} ms`).join(", ");
  }

  // Milliseconds of what is heard from 600 s on before the loud tone, as far as both are heard.
  async function comesAfter(browser, id) {
    const init = () => { const Own = window.Audio; window.Audio = function () { window.heard = new Own(); return window.heard; }; };
    const { page, end } = await opened(browser, id, { init });
    await ready(page);
    assert.match(await page.locator(".source").textContent(), /sound made from the recording/);
    const after = await page.evaluate(async () => {
      const { heard } = window, context = new AudioContext({ sampleRate: 16000 }), samples = [];
      await context.resume();
      const tap = context.createScriptProcessor(1024, 1, 1);
      context.createMediaElementSource(heard).connect(tap);
      tap.connect(context.destination);
      heard.currentTime = 600;
      await new Promise((done) => heard.addEventListener("seeked", done, { once: true }));
      tap.onaudioprocess = (event) => samples.push(...event.inputBuffer.getChannelData(0));
      await heard.play();
      await new Promise((done) => setTimeout(done, 1500));
      heard.pause();
      const begins = samples.findIndex((sample) => Math.abs(sample) > 0.01), loud = samples.findIndex((sample) => Math.abs(sample) > 0.4);
      await context.close();
      return begins < 0 || loud < 0 ? null : (loud - begins) / 16;
    });
    await end();
    return after;
  }

  return { shown, sought };
};
