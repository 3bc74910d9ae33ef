// Which rules of reading aloud a page breaks, as sentences. Run in the page: `(language) => [...]`.
(language) => {
  const found = [];
  const all = (selector, from = document) => [...from.querySelectorAll(selector)];
  const short = (element) => element.outerHTML.slice(0, 120);
  const told = (rule, element) => found.push(`${rule}: ${element ? short(element) : ""}`);

  // One page, one heading of the first level, and no level left out.
  const levels = all("h1, h2, h3, h4, h5, h6");
  if (levels.filter((each) => each.tagName === "H1").length !== 1) told("not one h1");
  levels.reduce((before, each) => {
    const level = Number(each.tagName[1]);
    if (level > before + 1) told("a level of heading is skipped", each);
    return level;
  }, 0);
  levels.filter((each) => !each.textContent.trim()).forEach((each) => told("an empty heading", each));

  // Landmarks: one of each, and regions that differ by name.
  for (const selector of ["body > header", "body > main", "body > footer"])
    if (all(selector).length !== 1) told(`not one ${selector}`);
  if (all("main h1").length !== 1) told("the h1 is not in main");
  const name = (each) =>
    (each.getAttribute("aria-labelledby") ?? "")
      .split(/\s+/)
      .filter(Boolean)
      .map((id) => document.getElementById(id)?.textContent ?? "")
      .join(" ") ||
    each.getAttribute("aria-label") ||
    "";
  const regions = all("nav, [role=region], section[aria-label], section[aria-labelledby]");
  regions.filter((each) => !name(each).trim()).forEach((each) => told("a landmark without a name", each));
  const seen = new Set();
  for (const each of regions) {
    const said = name(each).replace(/\s+/g, " ").trim();
    if (seen.has(said)) told(`two regions are called "${said}"`, each);
    seen.add(said);
  }

  // What points to something points to what is there, once.
  const ids = all("[id]").map((each) => each.id);
  ids.filter((id, at) => ids.indexOf(id) !== at).forEach((id) => told(`two elements have the id ${id}`));
  for (const attribute of ["for", "aria-labelledby", "aria-describedby"])
    for (const each of all(`[${attribute}]`))
      for (const id of each.getAttribute(attribute).split(/\s+/))
        if (!document.getElementById(id)) told(`${attribute} points to nothing`, each);

  // Tables.
  for (const table of all("table")) {
    if (!table.caption?.textContent.trim()) told("a table without a caption", table);
    if (!table.querySelector("thead th")) told("a table without headers of columns", table);
    all("th", table).filter((th) => !th.scope).forEach((th) => told("a header without a scope", th));
    all("thead th", table).filter((th) => !th.textContent.trim()).forEach((th) => told("an empty header", th));
    all("tbody tr", table).filter((row) => !row.querySelector("th[scope=row]"))
      .forEach((row) => told("a row without a header", row));
  }

  // Order and focus.
  all("[tabindex]").filter((each) => each.tabIndex > 0).forEach((each) => told("a tabindex above 0", each));
  if (all("[autofocus]").length > 1) told("two elements ask for the focus");

  // Errors: announced, and tied to the field that they are about.
  for (const field of all("[aria-invalid=true]")) {
    const by = (field.getAttribute("aria-describedby") ?? "").split(/\s+/).map((id) => document.getElementById(id));
    if (!by.some((each) => each?.closest("[role=alert]"))) told("a wrong field without its error", field);
  }

  // Language and direction of each run of text.
  if (document.documentElement.lang !== language) told("lang of the page");
  if (document.documentElement.dir !== (language === "ur" ? "rtl" : "ltr")) told("dir of the page");
  const walker = document.createTreeWalker(document.documentElement, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const text = walker.currentNode.data.trim();
    const of = walker.currentNode.parentElement;
    if (!text || of.closest("script, style, noscript")) continue;
    const runs = /[\u0600-\u06ff]/.test(text) ? "ur" : /[A-Za-z]{2}/.test(text) ? "en" : "";
    if (!runs || of.tagName === "TITLE") continue;
    if (of.closest("[lang]").lang !== runs) told(`text in "${runs}" that is not marked so`, of);
    const dir = of.closest("[dir]").getAttribute("dir");
    if (runs !== language && !["auto", runs === "ur" ? "rtl" : "ltr"].includes(dir)) told(`direction of "${runs}"`, of);
  }
  return found;
}
