// Counting a caption against its limits while somebody types; what counts in the end is counted by the server.
import { language } from "./ui.js";

const graphemes = "Segmenter" in Intl ? new Intl.Segmenter() : null;
// Tatweel and signs of direction are not counted.
const UNSEEN = /[\u0640\u061c\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]/gu;

export function letters(line) {
  const seen = line.trim().replace(UNSEEN, "");
  return graphemes ? [...graphemes.segment(seen)].length : [...seen].length;
}

const words = (line) => line.split(/\s+/).filter((word) => /[\p{L}\p{N}]/u.test(word)).length;

// The lines of a text, with the label in front of the first.
export function linesOf(text, label) {
  const lines = text.split("\n").map((line) => line.trim()).filter(Boolean);
  if (label && lines.length) lines[0] = `${label} ${lines[0]}`;
  return lines;
}

// How fast a text runs that shows for so many milliseconds, in the unit of the limits; null where these have none.
export function speed(lines, lasts, limits) {
  if (lasts <= 0) return null;
  if (limits.words_per_minute) return (lines.reduce((sum, line) => sum + words(line), 0) * 60000) / lasts;
  if (limits.chars_per_second) return (Math.max(0, lines.reduce((sum, line) => sum + letters(line) + 1, 0) - 1) * 1000) / lasts;
  return null;
}

// What a text breaks by itself.
export function broken(lines, lasts, limits) {
  const found = [], add = (rule, measured, limit) => found.push({ rule, measured, limit, reason: null });
  if (lines.length > limits.max_lines) add("lines", lines.length, limits.max_lines);
  const longest = Math.max(0, ...lines.map(letters));
  if (longest > limits.max_line_chars) add("line-length", longest, limits.max_line_chars);
  const all = Math.max(0, lines.reduce((sum, line) => sum + letters(line) + 1, 0) - 1);
  if (limits.max_cue_chars && all > limits.max_cue_chars) add("cue-length", all, limits.max_cue_chars);
  const fast = speed(lines, lasts, limits), most = limits.words_per_minute ?? limits.chars_per_second;
  if (fast !== null && fast > most + 0.1) add("speed", fast, most);
  if (lasts < limits.min_duration_ms) add("min-duration", lasts, limits.min_duration_ms);
  if (lasts > limits.max_duration_ms) add("max-duration", lasts, limits.max_duration_ms);
  return found;
}

const RULES = {
  en: { "line-length": ["line too long", "characters"], lines: ["too many lines", "lines"], "cue-length": ["too much text", "characters"], "line-share": ["uneven lines", "%"],
    speed: ["too fast", "a second"], "min-duration": ["too short", "ms"], "max-duration": ["too long", "ms"], gap: ["gap", "ms"], overlap: ["overlap", ""], unheard: ["begins with a word without a heard time", ""],
    drift: ["off the voice", "ms"], direction: ["shows in the wrong order", ""], "reversed-punctuation": ["closing mark at the start", ""], "blank-line": ["blank line", ""], order: ["out of order", ""], "reversed-times": ["ends before it begins", ""] },
  ar: { "line-length": ["سطر طويل", "حرفا"], lines: ["سطور كثيرة", "سطور"], "cue-length": ["نص كثير", "حرفا"], "line-share": ["سطران غير متوازنين", "%"],
    speed: ["سريع", "في الثانية"], "min-duration": ["قصير", "م.ث"], "max-duration": ["طويل", "م.ث"], gap: ["فاصل", "م.ث"], overlap: ["تداخل", ""], unheard: ["يبدأ بكلمة لم يسمع وقتها", ""],
    drift: ["بعيد عن الصوت", "م.ث"], direction: ["يظهر بترتيب خاطئ", ""], "reversed-punctuation": ["علامة الختام في البداية", ""], "blank-line": ["سطر فارغ", ""], order: ["في غير ترتيبه", ""], "reversed-times": ["ينتهي قبل أن يبدأ", ""] },
};

// A breach in words: what, how much, and how much may be.
export function told({ rule, measured, limit }, limits) {
  const [name, unit] = RULES[language()][rule] ?? [rule, ""];
  const per = rule === "speed" && limits.words_per_minute ? (language() === "ar" ? "كلمة في الدقيقة" : "words a minute") : unit;
  const number = (value) => (value === null || value === undefined ? "" : String(Math.round(value * 10) / 10));
  return measured === null || measured === undefined ? name : `${name}: ${number(measured)} / ${number(limit)} ${per}`.trim();
}
