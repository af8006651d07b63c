// What a stretch of the recording is, and how it is shown: a colour and a pattern for each kind, so that none is told by colour alone.
import { el, t } from "./ui.js";

// A gap that is shorter is a breath between words.
const SHORTEST_GAP = 500;

const LINES = {
  plain: () => [],
  // Slanted, as beams of notes.
  slanted: (size) => [[0, size, size, 0]],
  back: (size) => [[0, 0, size, size]],
  upright: (size) => [[size / 2, 0, size / 2, size]],
  level: (size) => [[0, size / 2, size, size / 2]],
  crossed: (size) => [[0, 0, size, size], [0, size, size, 0]],
  dotted: (size) => [[size / 2 - 1, size / 2, size / 2 + 1, size / 2]],
};

// In the order of the legend: the ground, the pattern and its colour.
export const KINDS = {
  in_article: ["--spoken-bg", "plain", "--spoken"],
  not_in_article: ["--extra-bg", "upright", "--extra"],
  speech: ["--spoken-bg", "plain", "--spoken"],
  missing_transcript: ["--not-bg", "crossed", "--not"],
  suspected_hallucination: ["--partly-bg", "back", "--partly"],
  music: ["--furniture-bg", "slanted", "--ink"],
  noted_sound: ["--partly-bg", "dotted", "--ink"],
  gap: ["--card", "level", "--soft"],
};

// The stretches of a recording, first those of the check, then over them what is heard where nobody speaks: `kinds` are from the sound
// itself, `noted` are the sounds that stand in the text.
export function stretches(timeline, kinds, noted) {
  const of = { speech: "speech", music: "music", silence: "gap" };
  const found = timeline.filter(([, status]) => status !== "non_speech").map(([span, status]) => [span, status]);
  const quiet = timeline.length ? timeline.filter(([, status]) => status === "non_speech").map(([span]) => span) : [[0, Infinity]];
  for (const [from, to] of quiet) {
    for (const [[start, end], kind] of kinds) {
      const span = [Math.max(from, start), Math.min(to, end)];
      // Where the check heard nobody, words that the ear of the machine takes for speech are none.
      const shown = timeline.length && kind === "speech" ? "gap" : of[kind];
      if (span[1] <= span[0] || (shown === "gap" && span[1] - span[0] < SHORTEST_GAP)) continue;
      const last = found.at(-1);
      if (last?.[1] === shown && last[0][1] === span[0]) last[0] = [last[0][0], span[1]]; else found.push([span, shown]);
    }
    if (!kinds.length && to !== Infinity) found.push([[from, to], "gap"]);
  }
  return [...found, ...noted.map(({ span, kind }) => [span, kind === "music" ? "music" : "noted_sound"])];
}

// Fills a part of a canvas as its kind looks.
export function fill(context, kind, colour, [x, y, width, height]) {
  const [ground, pattern, ink] = KINDS[kind], ratio = devicePixelRatio || 1, size = 7 * ratio;
  context.fillStyle = colour(ground);
  context.fillRect(x, y, width, height);
  const lines = LINES[pattern](size);
  if (!lines.length) return;
  context.save();
  context.beginPath();
  context.rect(x, y, width, height);
  context.clip();
  context.beginPath();
  // On one grid all over the canvas: stretches that touch go on in each other.
  for (let left = Math.floor(x / size) * size; left < x + width; left += size) {
    for (let top = Math.floor(y / size) * size; top < y + height; top += size) {
      for (const [x1, y1, x2, y2] of lines) { context.moveTo(left + x1, top + y1); context.lineTo(left + x2, top + y2); }
    }
  }
  context.strokeStyle = colour(ink);
  context.globalAlpha = 0.55;
  context.lineWidth = (pattern === "dotted" ? 2 : 1) * ratio;
  context.stroke();
  context.restore();
}

// What each kind that is there looks like, in the order of the table.
export function legend(found, colour) {
  return Object.keys(KINDS).filter((kind) => found.some(([, one]) => one === kind)).map((kind) => {
    const ratio = devicePixelRatio || 1, swatch = el("canvas.swatch", { width: 28 * ratio, height: 14 * ratio, ariaHidden: "true" });
    fill(swatch.getContext("2d"), kind, colour, [0, 0, swatch.width, swatch.height]);
    return el("span", { dataset: { kind } }, swatch, " ", t(`stretch_${kind}`));
  });
}
