// What can be acted on and was no stop of a round of Tabs. Run in the page: `(stops) => [...]`.
(stops) => {
  const acted = "a[href], button, input, select, textarea, summary, [contenteditable], [role=application]";
  const shown = (each) => each.checkVisibility({ visibilityProperty: true }) && !each.closest("[hidden]");
  const inOne = (each) =>
    each.type === "radio" && stops.some((stop) => stop.type === "radio" && stop.name === each.name && stop.form === each.form);
  return [...document.querySelectorAll(acted)]
    .filter((each) => each.type !== "hidden" && !each.disabled && shown(each))
    .filter((each) => !stops.includes(each) && !inOne(each))
    .map((each) => each.outerHTML.slice(0, 100).replace(/\s+/g, " "));
};
