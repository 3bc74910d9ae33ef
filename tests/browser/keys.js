// What is wrong with where the focus is after a key, as sentences; changes nothing but `stops`, which it adds to.
// Run in the page: `([selector, back, stops]) => {...}`. `stops`: the elements of this round, the newest last.
([selector, back, stops]) => {
  const at = document.activeElement;
  const there = at !== null && at !== document.body && at !== document.documentElement;
  const before = stops.at(-1);
  if (!there) return { there, matches: false, again: false, round: false, said: "body", wrong: [] };
  const wrong = [];
  // The parts of a day are stops of one element.
  const again = stops.includes(at) && !(before === at && at.type === "date");
  // Past its last stop a page begins anew, with or without a Tab that leads out of it.
  const round = !back && before !== undefined && before !== at && at.matches("a.skip");
  const said = at.outerHTML.slice(0, 100).replace(/\s+/g, " ");
  const style = getComputedStyle(at);
  const boxes = [...at.getClientRects()].filter((box) => box.width > 1 && box.height > 1);

  // Seen: laid out, within the window, and under nothing else (WCAG 2.4.3, 2.4.11).
  const shown = at.checkVisibility({ opacityProperty: true, visibilityProperty: true });
  if (!shown || !boxes.length || at.closest("[hidden], [inert], [aria-hidden=true]")) wrong.push("on something hidden");
  const middles = boxes.map((box) => {
    const [left, right] = [Math.max(box.left, 0), Math.min(box.right, innerWidth)];
    const [top, bottom] = [Math.max(box.top, 0), Math.min(box.bottom, innerHeight)];
    return right > left && bottom > top ? [(left + right) / 2, (top + bottom) / 2] : undefined;
  }).filter(Boolean);
  if (boxes.length && !middles.length) wrong.push("outside of the window");
  const under = ([x, y]) => document.elementsFromPoint(x, y)[0];
  if (middles.length && !middles.some((each) => at.contains(under(each)) || under(each)?.contains(at)))
    wrong.push("under something else");

  // A ring that comes with the focus, goes with it, and is seen against what lies behind it (WCAG 2.4.7, 1.4.11).
  const numbers = (colour) => (colour.match(/[\d.]+/g) ?? []).map(Number);
  const light = (colour) => {
    const [red, green, blue] = numbers(colour).map((part) => part / 255)
      .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };
  const opaque = (colour) => numbers(colour).length === 3;
  let behind = at.parentElement;
  while (behind && !opaque(getComputedStyle(behind).backgroundColor)) behind = behind.parentElement;
  const paper = light(behind ? getComputedStyle(behind).backgroundColor : "rgb(255, 255, 255)");
  const ring = light(style.outlineColor);
  const contrast = (Math.max(paper, ring) + 0.05) / (Math.min(paper, ring) + 0.05);
  const drawn = (of) => of.outlineStyle !== "none" && parseFloat(of.outlineWidth) >= 2 && opaque(of.outlineColor);
  if (!drawn(style) || contrast < 3) wrong.push("without a ring that is seen");
  if (before?.isConnected && before !== at && !before.contains(at) && drawn(getComputedStyle(before)))
    wrong.push("not where the ring stays");

  // In the order of the page: in its text, and as it is laid out (WCAG 2.4.3).
  if (before?.isConnected && before !== at && !again && !round) {
    const [one, other] = back ? [at, before] : [before, at];
    if (!(one.compareDocumentPosition(other) & Node.DOCUMENT_POSITION_FOLLOWING)) wrong.push("against the text's order");
    const range = document.createRange();
    range.setStartBefore(one);
    range.setEndAfter(other);
    const holder = range.commonAncestorContainer;
    const turned = getComputedStyle(holder instanceof Element ? holder : holder.parentElement).direction === "rtl";
    const [first, second] = [one.getBoundingClientRect(), other.getBoundingClientRect()];
    const along = (left, right) => (turned ? right.right <= left.left + 1 : right.left >= left.right - 1);
    const above = second.bottom <= first.top + 1;
    const level = second.top < first.bottom - 1 && first.top < second.bottom - 1;
    if ((above && !along(first, second)) || (level && !above && along(second, first) && !along(first, second)))
      wrong.push("against the layout's order");
  }
  stops.push(at);
  return { there, matches: selector !== "" && at.matches(selector), again, round, said, wrong };
};
