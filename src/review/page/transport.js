// The bar below: the picture of the sound, and how it is played.
import { get } from "./api.js";
import { follow } from "./sight.js";
import { button, clock, el, t } from "./ui.js";

export class Transport {
  constructor(id, player, wave, duration) {
    Object.assign(this, { id, player, wave, duration });
    this.play = button("", () => player.toggle(), { className: "play", disabled: true });
    this.moment = el("bdi.moment", { dir: "ltr" }, `0:00 / ${clock(duration)}`);
    this.speed = button("1×", () => player.rate(0), { title: t("speed") });
    this.loop = button("⟳", () => this.onLoop?.(), { ariaLabel: t("loop"), title: t("loop"), ariaPressed: "false" });
    this.source = el("span.soft.source");
    const step = (label, by, name) => button(label, () => player.jump(by), { title: t(name) });
    this.node = el("section.transport", { id: "wave", ariaLabel: t("waveform") }, wave.node,
      el("div.controls", { dir: "ltr" }, step("−3 s", -3000, "back3"), this.play, step("+3 s", 3000, "on3"), this.loop,
        button("−", () => player.rate(-1), { ariaLabel: `${t("speed")} −` }), this.speed, button("+", () => player.rate(1), { ariaLabel: `${t("speed")} +` }),
        this.moment, wave.zoom, this.source), wave.legend);
    // What has the focus is not to be behind it, however tall it is.
    this.size = new ResizeObserver(() => { document.documentElement.style.setProperty("--transport", `${this.node.offsetHeight}px`); follow(); });
    this.size.observe(this.node);
    this.state();
  }

  state() {
    const { player } = this;
    this.play.disabled = !player.ready;
    this.play.replaceChildren(el("span", { ariaHidden: "true" }, player.playing ? "❚❚ " : "▶ "), t(player.playing ? "pause" : "play"));
    this.speed.textContent = `${player.audio.playbackRate}×`;
    this.loop.ariaPressed = String(player.repeats);
  }

  tick() {
    const shown = `${clock(this.player.ms)} / ${clock(this.duration)}`;
    if (this.moment.textContent !== shown) this.moment.textContent = shown;
    this.wave.follow();
  }

  async load() {
    const sound = await get(`/api/reports/${this.id}/sound`);
    if (sound.state === "making") { this.source.textContent = t("making"); return; }
    if (sound.state === "none") { this.source.textContent = `${t("no_sound")}: ${sound.why}`; return; }
    this.source.textContent = sound.derived ? t("derived") : t("original");
    if (!this.player.ready) this.player.load(sound.url);
    this.wave.hear(sound.kinds);
    await this.wave.load(sound.peaks);
  }
}
