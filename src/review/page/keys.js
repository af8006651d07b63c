// One table of keys: the dispatcher, the help and the tests read it. Keys are matched by their place on the keyboard, so that an Arabic
// layout works. `where`: everywhere · outside (of text) · text · list (of findings) · cue (a
// caption of the list, not its text) · wave (the picture of the sound) · reports (the list of them). What has no action is done by the part
// of the page that has the focus, and stands here to be explained.
import { button, el, settings, keepSettings, t } from "./ui.js";

export const KEYS = [
  { id: "play", keys: ["F4"], where: "everywhere", en: "Play and pause", ar: "تشغيل وإيقاف" },
  { id: "back", keys: ["F2"], where: "everywhere", en: "3 seconds back", ar: "3 ثوان إلى الوراء" },
  { id: "on", keys: ["Shift+F2"], where: "everywhere", en: "3 seconds on", ar: "3 ثوان إلى الأمام" },
  { id: "again", keys: ["F9"], where: "everywhere", en: "Play this segment again", ar: "أعد هذا المقطع" },
  { id: "nextFinding", keys: ["F8"], where: "everywhere", en: "Next finding, and play it", ar: "الملاحظة التالية مع تشغيلها" },
  { id: "lastFinding", keys: ["Shift+F8"], where: "everywhere", en: "Finding before", ar: "الملاحظة السابقة" },
  { id: "part", keys: ["F6"], where: "everywhere", en: "Next part of the page", ar: "الجزء التالي من الصفحة" },
  { id: "slower", keys: ["Ctrl+Shift+Comma"], where: "everywhere", en: "Slower", ar: "أبطأ" },
  { id: "faster", keys: ["Ctrl+Shift+Period"], where: "everywhere", en: "Faster", ar: "أسرع" },
  { id: "nextSegment", keys: ["Alt+ArrowDown"], where: "everywhere", en: "Next segment", ar: "المقطع التالي" },
  { id: "lastSegment", keys: ["Alt+ArrowUp"], where: "everywhere", en: "Segment before", ar: "المقطع السابق" },
  { id: "accept", keys: ["Ctrl+Enter"], where: "everywhere", en: "Save, and go to the next finding", ar: "احفظ وانتقل إلى الملاحظة التالية" },
  { id: "approve", keys: ["Ctrl+Shift+Enter"], where: "everywhere", en: "Approve the report", ar: "اعتمد التقرير" },
  { id: "split", keys: ["Alt+Enter"], where: "everywhere", en: "Split the segment or caption at the caret", ar: "قسم المقطع أو الشارحة عند المؤشر" },
  { id: "join", keys: ["Alt+Shift+Enter"], where: "everywhere", en: "Join the segment or caption with the next one", ar: "ادمج المقطع أو الشارحة مع ما يليه" },
  { id: "leave", keys: ["Escape"], where: "text", en: "Leave the text", ar: "الخروج من النص" },
  { id: "play", keys: ["Space"], where: "outside", letter: true, en: "Play and pause", ar: "تشغيل وإيقاف" },
  { id: "back10", keys: ["KeyJ"], where: "outside", letter: true, en: "10 seconds back", ar: "10 ثوان إلى الوراء" },
  { id: "on10", keys: ["KeyL"], where: "outside", letter: true, en: "10 seconds on", ar: "10 ثوان إلى الأمام" },
  { id: "loop", keys: ["KeyR"], where: "outside", letter: true, en: "Repeat the segment, on and off", ar: "تكرار المقطع أو إيقافه" },
  { id: "undo", keys: ["Ctrl+KeyZ"], where: "outside", en: "Take back my last change", ar: "تراجع عن آخر تغيير لي" },
  { id: "redo", keys: ["Ctrl+Shift+KeyZ", "Ctrl+KeyY"], where: "outside", en: "Do it again", ar: "أعد التغيير" },
  { id: "speaker", keys: ["KeyP"], where: "outside", letter: true, en: "Name who speaks", ar: "سم المتكلم" },
  { id: "sound", keys: ["KeyM"], where: "outside", letter: true, en: "Mark a sound: applause, music", ar: "علم صوتا: تصفيق أو موسيقى" },
  { id: "history", keys: ["KeyH"], where: "outside", letter: true, en: "History: who changed what", ar: "السجل: من غير ماذا" },
  { id: "home", keys: ["KeyB"], where: "outside", letter: true, en: "Back to all reports", ar: "العودة إلى كل التقارير" },
  { id: "otherView", keys: ["KeyV"], where: "outside", letter: true, en: "Text or captions", ar: "النص أو الشارحات" },
  { id: "help", keys: ["Shift+Slash"], where: "outside", letter: true, en: "These keys", ar: "هذه المفاتيح" },
  { id: "listen", keys: ["Enter"], where: "list", en: "Listen", ar: "استمع" },
  { id: "articleRight", keys: ["KeyA"], where: "list", letter: true, en: "The article is right", ar: "المقال هو الصحيح" },
  { id: "speechRight", keys: ["KeyS"], where: "list", letter: true, en: "The speech is right", ar: "المسموع هو الصحيح" },
  { id: "correct", keys: ["KeyC"], where: "list", letter: true, en: "Correct the transcript", ar: "صحح النص" },
  { id: "note", keys: ["KeyN"], where: "list", letter: true, en: "Note", ar: "ملاحظة" },
  { id: "write", keys: ["Enter"], where: "cue", en: "Into the text", ar: "إلى داخل النص" },
  { id: "nextCue", keys: ["ArrowDown"], where: "cue", en: "Next caption", ar: "الشارحة التالية" },
  { id: "lastCue", keys: ["ArrowUp"], where: "cue", en: "Caption before", ar: "الشارحة السابقة" },
  { id: "takeArticle", keys: ["KeyA"], where: "cue", letter: true, en: "The article's wording", ar: "بنص المقال" },
  { id: "takeSpeech", keys: ["KeyS"], where: "cue", letter: true, en: "The wording that was heard", ar: "بالنص المسموع" },
  { id: "asMade", keys: ["KeyO"], where: "cue", letter: true, en: "As captions are by themselves", ar: "كما تصنع من تلقائها" },
  { id: "startHere", keys: ["BracketLeft"], where: "wave", letter: true, en: "The caption begins here", ar: "تبدأ الشارحة هنا" },
  { id: "endHere", keys: ["BracketRight"], where: "wave", letter: true, en: "The caption ends here", ar: "تنتهي الشارحة هنا" },
  { id: "slider", keys: ["ArrowLeft", "ArrowRight"], where: "wave", en: "On the picture: a second back, on; an edge of a caption: 10 ms, with Shift 100 ms", ar: "على الصورة: ثانية إلى الوراء أو الأمام؛ حد الشارحة: 10 م.ث، ومع Shift 100 م.ث" },
  { id: "sliderFar", keys: ["PageDown", "PageUp"], where: "wave", en: "On the picture: 10 seconds back, on; an edge: to the next word, the word before", ar: "على الصورة: 10 ثوان إلى الوراء أو الأمام؛ حد الشارحة: إلى الكلمة التالية أو السابقة" },
  { id: "sliderEnds", keys: ["Home", "End"], where: "wave", en: "To the beginning, to the end", ar: "إلى البداية، إلى النهاية" },
  { id: "arrows", keys: ["ArrowDown", "ArrowUp"], where: "list", en: "Next finding, finding before, in silence", ar: "الملاحظة التالية أو السابقة بلا صوت" },
  { id: "ends", keys: ["Home", "End"], where: "list", en: "First and last finding", ar: "الملاحظة الأولى والأخيرة" },
  { id: "keepNote", keys: ["Ctrl+Enter"], where: "text", en: "In a note: keep it. Escape leaves it as it was", ar: "في الملاحظة: احفظها. ومفتاح Escape يتركها كما كانت" },
  { id: "reports", keys: ["ArrowDown", "ArrowUp"], where: "reports", en: "Next report, report before", ar: "التقرير التالي أو السابق" },
  { id: "reportEnds", keys: ["Home", "End"], where: "reports", en: "First and last report", ar: "التقرير الأول والأخير" },
  { id: "openReport", keys: ["Enter"], where: "reports", en: "Open the report", ar: "افتح التقرير" },
  { id: "reopen", keys: ["KeyO"], where: "list", letter: true, en: "Open a decided one again", ar: "أعد فتح ما بت فيه" },
];

let actions = {};
export const useActions = (given) => { actions = given; };

const isText = (node) => node?.closest?.("[contenteditable], input, textarea, select");
const isControl = (node) => node?.closest?.("button, a, summary, [role=slider], input");

function pressed(event) {
  const parts = [];
  if (event.ctrlKey || event.metaKey) parts.push("Ctrl");
  if (event.altKey) parts.push("Alt");
  if (event.shiftKey) parts.push("Shift");
  return [...parts, event.code].join("+");
}

function fits(entry, event, keys) {
  if (!entry.keys.includes(keys) || (entry.letter && !settings.letters)) return false;
  const target = event.target, text = isText(target);
  if (entry.where === "text") return Boolean(text);
  if (entry.where === "everywhere") return true;
  if (text) return false;
  if (entry.where === "list") return Boolean(target.closest?.("[data-finding]"));
  if (entry.where === "cue") return Boolean(target.closest?.("[data-cue]"));
  if (entry.where === "wave") return Boolean(target.closest?.(".transport"));
  // A button is pressed by these.
  return !((event.code === "Space" || event.code === "Enter") && isControl(target));
}

export function dispatch(event) {
  if (event.isComposing || event.defaultPrevented || document.querySelector("dialog[open]")) return;
  const keys = pressed(event);
  for (const entry of KEYS) {
    if (!fits(entry, event, keys) || !actions[entry.id]) continue;
    // An action that has nothing to do leaves the key to the browser.
    if (actions[entry.id](event) !== false) event.preventDefault();
    return;
  }
}

const NAMES = { ArrowDown: "↓", ArrowUp: "↑", ArrowLeft: "←", ArrowRight: "→", Comma: ",", Period: ".", Slash: "?", Escape: "Esc", BracketLeft: "[", BracketRight: "]" };

export function keyNames(entry) {
  return entry.keys.map((keys) => keys.replace("Shift+Slash", "Slash").split("+").map((part) => NAMES[part] || part.replace(/^Key/, "")));
}

export function showHelp() {
  const dialog = document.getElementById("help");
  const lang = document.documentElement.lang;
  const groups = ["reports", "everywhere", "outside", "in_text", "list", "cue", "wave"].map((where) => {
    const rows = KEYS.filter((entry) => entry.where === (where === "in_text" ? "text" : where)).map((entry) =>
      el("tr", {}, el("th", { scope: "row" }, el("bdi", { dir: "ltr" }, ...keyNames(entry).flatMap((parts, at) =>
        [at ? " / " : "", ...parts.flatMap((part, n) => [n ? "+" : "", el("kbd", {}, part)])]))), el("td", {}, entry[lang])));
    return el("section", {}, el("h3", {}, t(`keys_${where}`)), el("table.keys", {}, el("tbody", {}, ...rows)));
  });
  const letters = el("input", { type: "checkbox", checked: settings.letters, onchange: () => { settings.letters = letters.checked; keepSettings(); } });
  dialog.replaceChildren(el("h2", { id: "help-title" }, t("help")), ...groups, el("p", {}, el("label", {}, letters, " ", t("letters"))),
    button(t("close"), () => dialog.close()));
  dialog.showModal();
}
