// The picture of the sound: the whole recording, and a part of it close by. Time runs from left to right in both directions.
import { fill, legend, stretches } from "./sounds.js";
import { button, clock, el, t } from "./ui.js";

const CLOSENESS = [5, 10, 20, 50, 100];

export class Wave {
  constructor(player, durationMs) {
    this.player = player;
    this.duration = Math.max(1, durationMs);
    this.close = 2;
    this.origin = 0;
    this.stretches = [];
    this.told = { timeline: [], noted: [] };
    this.kinds = [];
    this.marks = [];
    this.peaks = null;
    this.whole = el("canvas.whole", { height: 36 });
    this.near = el("canvas.near", { height: 90 });
    this.head = el("div.head", { tabIndex: 0, role: "slider", ariaLabel: t("position"), ariaValueMin: "0", ariaValueMax: String(this.duration) }, this.near);
    this.node = el("div.wave", { dir: "ltr" }, this.whole, this.head, this.probe = el("span.probe", { hidden: true }));
    // What a view paints over the near part, and that it was painted.
    this.over = null;
    this.drawn = null;
    this.kindsShown = el("div.kinds");
    this.legend = el("details.legend", { open: !matchMedia("(max-width: 46rem)").matches, hidden: true }, el("summary", {}, t("legend")), this.kindsShown);
    this.zoom = el("span.zoom", {}, button("⊖", () => this.closer(1), { ariaLabel: t("zoom_out"), title: t("zoom_out") }), button("⊕", () => this.closer(-1), { ariaLabel: t("zoom_in"), title: t("zoom_in") }));
    this.whole.onclick = (event) => this.player.jump(this.msOf(event, this.whole, 0, this.duration) - this.player.ms);
    this.near.onclick = (event) => this.player.jump(this.msOf(event, this.near, this.origin, this.shown) - this.player.ms);
    this.head.onkeydown = (event) => this.key(event);
    this.watcher = new ResizeObserver(() => this.draw());
    this.watcher.observe(this.node);
    this.scheme = matchMedia("(prefers-color-scheme: dark)");
    this.scheme.onchange = () => this.draw();
  }

  get shown() { return this.near.clientWidth * CLOSENESS[this.close]; }

  msOf(event, canvas, from, length) {
    return from + (event.offsetX / Math.max(1, canvas.clientWidth)) * length;
  }

  key(event) {
    const steps = { ArrowLeft: -1000, ArrowRight: 1000, PageDown: -10000, PageUp: 10000 };
    const to = { Home: 0, End: this.duration - 1 }[event.key];
    if (to !== undefined) this.player.seek(to); else if (steps[event.key]) this.player.jump(steps[event.key]); else return;
    event.preventDefault();
  }

  closer(by) {
    this.close = Math.min(CLOSENESS.length - 1, Math.max(0, this.close + by));
    this.follow(true);
  }

  async load(url) {
    const file = await (await fetch(url, { cache: "no-store" })).arrayBuffer();
    const head = new DataView(file);
    if (head.getInt32(0, true) !== 2 || !(head.getUint32(4, true) & 1)) return;
    this.peaks = new Int8Array(file, 24);
    this.draw();
  }

  // What the check says of the recording, the sounds that its text notes, and the findings.
  tell(timeline, noted, marks) {
    this.told = { timeline, noted };
    this.marks = marks;
    this.mix();
  }

  // What the recording itself sounds like.
  hear(kinds) {
    this.kinds = kinds;
    this.mix();
  }

  mix() {
    this.stretches = stretches(this.told.timeline, this.kinds, this.told.noted);
    this.legend.hidden = !this.stretches.length;
    this.draw();
  }

  // Shows a stretch, if it is not seen: its beginning a little from the edge.
  reveal([from, to]) {
    if (from >= this.origin && to <= this.origin + this.shown) return;
    this.origin = Math.max(0, from - Math.max(0, Math.min(this.shown * 0.2, (this.shown - (to - from)) / 2)));
    this.draw();
  }

  // The part moves on when the moment goes out of it; one that stands still lets another part be looked at.
  follow(anew = false) {
    const { ms } = this.player, hasMoved = ms !== this.followed;
    this.followed = ms;
    if (anew || hasMoved && (ms < this.origin || ms > this.origin + this.shown * 0.9)) {
      this.origin = Math.max(0, Math.min(ms - this.shown * (anew ? 0.5 : 0.1), this.duration - this.shown * 0.5));
      this.draw();
    } else {
      this.drawNear();
      this.drawWhole();
    }
    if (!this.player.playing) this.value();
  }

  value() {
    this.head.ariaValueNow = String(Math.round(this.player.ms));
    this.head.ariaValueText = clock(this.player.ms);
  }

  draw() {
    // On paper there is none.
    if (!this.near.clientHeight) { this.colour = null; return; }
    for (const canvas of [this.whole, this.near]) {
      const ratio = devicePixelRatio || 1, width = Math.max(1, Math.round(canvas.clientWidth * ratio));
      const height = Math.round(canvas.clientHeight * ratio);
      if (canvas.width !== width || canvas.height !== height) { canvas.width = width; canvas.height = height; }
    }
    this.colour = this.inks();
    this.kindsShown.replaceChildren(...legend(this.stretches, this.colour));
    this.wholePicture = null;
    this.drawWhole();
    this.drawNear();
    this.value();
  }

  // The colours of the page as numbers: a picture out of sight knows no other scheme than the light one, by which it would read the
  // names that forced colours have.
  inks() {
    const known = new Map();
    return (name) => {
      if (!known.has(name)) { this.probe.style.color = `var(${name}, #888)`; known.set(name, getComputedStyle(this.probe).color); }
      return known.get(name);
    };
  }

  drawWhole() {
    if (!this.colour) return;
    if (!this.wholePicture) {
      this.wholePicture = new OffscreenCanvas(this.whole.width, this.whole.height);
      this.paint(this.wholePicture, 0, this.duration);
    }
    const context = this.whole.getContext("2d");
    context.drawImage(this.wholePicture, 0, 0);
    context.fillStyle = this.colour("--ink");
    context.fillRect((this.player.ms / this.duration) * this.whole.width, 0, 2 * (devicePixelRatio || 1), this.whole.height);
  }

  drawNear() {
    if (!this.colour) return;
    this.paint(this.near, this.origin, this.shown);
    const context = this.near.getContext("2d");
    context.fillStyle = this.colour("--ink");
    context.fillRect(((this.player.ms - this.origin) / this.shown) * this.near.width, 0, 2 * (devicePixelRatio || 1), this.near.height);
    this.over?.(context, (ms) => ((ms - this.origin) / this.shown) * this.near.width, this.near.height);
    this.drawn?.();
  }

  paint(canvas, from, length) {
    const context = canvas.getContext("2d"), { width, height } = canvas;
    const x = (ms) => ((ms - from) / length) * width;
    context.fillStyle = this.colour("--card");
    context.fillRect(0, 0, width, height);
    for (const [[start, end], status] of this.stretches) {
      if (end < from || start > from + length) continue;
      const left = Math.max(0, x(start));
      // A sound that was marked between two words is seen all the same.
      fill(context, status, this.colour, [left, 0, Math.max(status === "noted_sound" ? 6 : 1, Math.min(width, x(end)) - left), height]);
    }
    if (this.peaks) this.paintPeaks(context, width, height, from, length);
    for (const [start, end, colour] of this.marks) {
      if (end < from || start > from + length) continue;
      context.fillStyle = this.colour(colour);
      context.fillRect(x(start), 0, Math.max(2, x(end) - x(start)), Math.max(3, height / 12));
    }
  }

  paintPeaks(context, width, height, from, length) {
    context.fillStyle = this.colour("--link");
    const pairs = this.peaks.length / 2, middle = height / 2;
    for (let column = 0; column < width; column++) {
      const first = Math.floor((from + (column / width) * length) / 10);
      const last = Math.min(pairs, Math.max(first + 1, Math.floor((from + ((column + 1) / width) * length) / 10)));
      if (first >= pairs) break;
      let low = 127, high = -128;
      // Of very many, a part is enough to be seen.
      const step = Math.max(1, Math.floor((last - first) / 200));
      for (let pair = first; pair < last; pair += step) {
        low = Math.min(low, this.peaks[2 * pair]);
        high = Math.max(high, this.peaks[2 * pair + 1]);
      }
      const top = middle - (high / 128) * middle, bottom = middle - (low / 128) * middle;
      context.fillRect(column, top, 1, Math.max(1, bottom - top));
    }
  }

  leave() {
    this.watcher.disconnect();
    this.scheme.onchange = null;
  }
}
