// The edges of the chosen caption on the picture of the sound: dragged, or moved by keys. They snap to where words begin and end.
import { el, t } from "./ui.js";
import { stamp } from "./cue_rows.js";

// So close, in pixels, a border of a word draws an edge.
const SNAP = 8;

export class CueEdges {
  // `moved(edge, ms)` when an edge was left somewhere else; `moving(span)` while it goes; `waits(is)` while a move by keys may go on.
  constructor(wave, acts) {
    Object.assign(this, { wave, acts, span: null, borders: [], cues: [] });
    this.start = this.handle("start");
    this.end = this.handle("end");
    this.node = el("div.edges", {}, this.start, this.end);
    wave.head.after(this.node);
    wave.over = (context, x, height) => this.paint(context, x, height);
    wave.drawn = () => this.place();
  }

  handle(edge) {
    const node = el(`div.edge.${edge}`, { tabIndex: 0, role: "slider", ariaLabel: t(`edge_${edge}`), ariaValueMin: "0", ariaValueMax: String(this.wave.duration), dataset: { edge } });
    node.onkeydown = (event) => this.key(event, edge);
    node.onpointerdown = (event) => this.grab(event, edge);
    node.onblur = () => this.settle(edge);
    return node;
  }

  // The captions, the chosen one, and when words begin and end.
  tell(cues, chosen, borders) {
    this.cues = cues;
    this.cue = cues[chosen] ?? null;
    this.span = this.cue ? [...this.cue.span] : null;
    this.isSet = this.cue && !this.cue.is_sound;
    this.borders = borders;
    this.wave.drawNear();
  }

  place() {
    const { origin, shown } = this.wave, width = this.wave.near.clientWidth;
    for (const [at, node] of [this.start, this.end].entries()) {
      const ms = this.span?.[at], x = ms === undefined ? -1 : ((ms - origin) / shown) * width;
      node.hidden = !this.isSet;
      // Out of sight it can still be reached by keys.
      node.style.insetInlineStart = `${Math.min(Math.max(x, 0), width)}px`;
      node.classList.toggle("away", x < 0 || x > width);
      if (ms !== undefined) { node.ariaValueNow = String(Math.round(ms)); node.ariaValueText = stamp(ms); }
    }
  }

  paint(context, x, height) {
    const ratio = devicePixelRatio || 1;
    for (const cue of this.cues) {
      const [from, to] = cue === this.cue ? this.span : cue.span;
      if (x(to) < 0 || x(from) > context.canvas.width) continue;
      context.strokeStyle = this.wave.colour(cue === this.cue ? "--ink" : "--soft");
      context.lineWidth = (cue === this.cue ? 2 : 1) * ratio;
      context.strokeRect(x(from), height - 14 * ratio, Math.max(2, x(to) - x(from)), 13 * ratio);
    }
  }

  set(edge, ms) {
    const [start, end] = this.span;
    if (edge === "start") this.span[0] = Math.round(Math.max(0, Math.min(ms, end - 1)));
    else this.span[1] = Math.round(Math.min(this.wave.duration, Math.max(ms, start + 1)));
    this.acts.moving(this.span);
    this.wave.drawNear();
  }

  // The border of a word within reach of a moment.
  snapped(ms) {
    const reach = (SNAP / Math.max(1, this.wave.near.clientWidth)) * this.wave.shown;
    const near = this.borders.reduce((best, border) => (Math.abs(border - ms) < Math.abs(best - ms) ? border : best), Infinity);
    return Math.abs(near - ms) <= reach ? near : ms;
  }

  key(event, edge) {
    if (!this.isSet) return;
    const at = edge === "start" ? 0 : 1, now = this.span[at];
    const step = event.shiftKey ? 100 : 10;
    const next = { ArrowLeft: now - step, ArrowRight: now + step }[event.key];
    const border = { PageUp: this.borders.filter((one) => one < now - 1).at(-1), PageDown: this.borders.find((one) => one > now + 1) }[event.key];
    const to = next ?? border;
    if (to === undefined || event.ctrlKey || event.altKey || event.metaKey) return;
    event.preventDefault();
    event.stopPropagation();
    this.set(edge, to);
    this.due(edge);
  }

  // Keys come one after the other: the last one counts.
  due(edge) {
    clearTimeout(this.timer);
    this.waiting = edge;
    this.acts.waits(true);
    this.timer = setTimeout(() => this.settle(edge), 600);
  }

  settle(edge) {
    if (this.waiting !== edge) return;
    clearTimeout(this.timer);
    this.waiting = null;
    const at = edge === "start" ? 0 : 1;
    if (this.cue && this.span[at] !== this.cue.span[at]) this.acts.moved(this.cue, edge, this.span[at]);
    this.acts.waits(false);
  }

  flush() { if (this.waiting) this.settle(this.waiting); }

  grab(event, edge) {
    if (event.button !== 0 || !this.isSet) return;
    event.preventDefault();
    const node = event.currentTarget, { left, width } = this.wave.near.getBoundingClientRect();
    node.setPointerCapture(event.pointerId);
    node.focus({ preventScroll: true });
    const ms = (moved) => this.wave.origin + ((moved.clientX - left) / Math.max(1, width)) * this.wave.shown;
    node.onpointermove = (moved) => this.set(edge, moved.altKey ? ms(moved) : this.snapped(ms(moved)));
    const done = () => {
      node.onpointermove = node.onpointerup = node.onpointercancel = null;
      this.waiting = edge;
      this.settle(edge);
    };
    node.onpointerup = node.onpointercancel = done;
  }
}
