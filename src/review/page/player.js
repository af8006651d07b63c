// The sound: plays, jumps, repeats, and tells the moment in every frame while it plays.

export class Player {
  constructor(tell) {
    this.audio = new Audio();
    this.audio.preload = "metadata";
    this.tell = tell;
    this.until = Infinity;
    this.loop = null;
    this.repeats = false;
    this.ready = false;
    this.audio.addEventListener("play", () => { this.tell("state"); this.tick(); });
    this.audio.addEventListener("pause", () => this.tell("state"));
    this.audio.addEventListener("seeked", () => this.tell("moment"));
    this.media();
  }

  media() {
    const session = navigator.mediaSession;
    if (!session) return;
    const set = (name, act) => { try { session.setActionHandler(name, act); } catch { /* Not every browser knows every one. */ } };
    set("play", () => this.toggle(true));
    set("pause", () => this.toggle(false));
    set("seekbackward", () => this.jump(-3000));
    set("seekforward", () => this.jump(3000));
  }

  load(url) {
    this.audio.src = url;
    this.ready = true;
    this.tell("state");
  }

  get ms() { return this.audio.currentTime * 1000; }
  get playing() { return !this.audio.paused; }

  seek(ms) {
    this.audio.currentTime = Math.max(0, ms) / 1000;
    this.tell("moment");
  }

  // Where it begins when it is played; nothing is heard yet.
  begin(ms) {
    if (this.ready) this.seek(ms); else this.audio.addEventListener("loadedmetadata", () => this.seek(ms), { once: true });
  }

  jump(ms) {
    this.until = Infinity;
    this.seek(this.ms + ms);
  }

  toggle(on = this.audio.paused) {
    this.until = this.repeats && this.loop ? this.until : Infinity;
    if (on) this.audio.play().catch(() => this.tell("state")); else this.audio.pause();
  }

  // Plays a stretch and stops at its end, or begins it again when repeating.
  play(from, to) {
    if (!this.ready) return;
    this.loop = [from, to];
    this.until = to;
    this.audio.currentTime = from / 1000;
    this.audio.play().catch(() => this.tell("state"));
  }

  repeat(on, span) {
    this.repeats = on;
    if (on && span) { this.loop = span; this.until = span[1]; } else { this.until = Infinity; }
    this.tell("state");
  }

  rate(by) {
    const rates = [0.5, 0.6, 0.75, 0.9, 1, 1.25, 1.5, 1.75, 2];
    const now = rates.reduce((best, rate, at) => Math.abs(rate - this.audio.playbackRate) < Math.abs(rates[best] - this.audio.playbackRate) ? at : best, 0);
    this.audio.playbackRate = by === 0 ? 1 : rates[Math.min(rates.length - 1, Math.max(0, now + by))];
    this.tell("state");
  }

  tick() {
    if (this.audio.paused) return;
    if (this.ms >= this.until) {
      if (this.repeats && this.loop) this.audio.currentTime = this.loop[0] / 1000;
      else { this.audio.pause(); this.until = Infinity; }
    }
    this.tell("moment");
    requestAnimationFrame(() => this.tick());
  }

  leave() {
    this.audio.pause();
    this.audio.removeAttribute("src");
    this.audio.load();
  }
}
