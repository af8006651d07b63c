// What somebody looks at is to be seen: not under what sticks to the edges of the window, whose room the style sheet knows.
const ROOT = document.documentElement;

// Whether a node stands in the part of the window where nothing covers it; of one that is taller, whether it fills that part.
function isInSight(node) {
  const { top, bottom } = node.getBoundingClientRect(), { scrollPaddingBlockStart: above, scrollPaddingBlockEnd: below } = getComputedStyle(ROOT);
  const from = parseFloat(above) || 0, to = innerHeight - (parseFloat(below) || 0);
  return bottom - top > to - from ? top <= from + 1 && bottom >= to - 1 : top >= from - 1 && bottom <= to + 1;
}

export function reveal(node) {
  if (!isInSight(node)) node.scrollIntoView({ block: "center", behavior: "instant" });
}

// What has just got the focus. Rows that are laid out as they come near, and a bar that grows, push it out of sight after the browser has
// scrolled there: it is followed, until somebody scrolls or does anything else.
let held = null;

addEventListener("focusin", ({ target }) => {
  held = null;
  // In this frame the browser has scrolled, and rows are not laid out yet. What is out of sight by intent is let be.
  requestAnimationFrame(() => { if (document.activeElement === target && isInSight(target)) held = target; });
});
for (const name of ["wheel", "touchmove", "pointerdown", "keydown"]) addEventListener(name, () => { held = null; }, { capture: true, passive: true });

export function follow() {
  if (held && held === document.activeElement) held.scrollIntoView({ block: "nearest", behavior: "instant" });
}
