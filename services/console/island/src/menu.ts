// What can be done to a node, beside it on the chart: the buttons of its row in the table, under the same words.

/** Opens the menu of the row `row` at a place in the page; the words and acts are the row's own. */
export function openMenu(menu: HTMLElement, row: HTMLElement, x: number, y: number, back: () => void): void {
  const close = (): void => {
    menu.hidden = true;
    back();
  };
  const items = [...row.querySelectorAll<HTMLButtonElement>("button[data-act]")].map((own) => {
    const item = document.createElement("li");
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = own.textContent;
    button.setAttribute("aria-label", own.getAttribute("aria-label") ?? own.textContent ?? "");
    button.addEventListener("click", () => own.click());
    item.append(button);
    return item;
  });
  menu.replaceChildren(...items);
  menu.style.left = `${x}px`;
  menu.style.top = `${y}px`;
  menu.hidden = items.length === 0;
  menu.onkeydown = (event) => {
    const buttons = [...menu.querySelectorAll("button")];
    const at = buttons.indexOf(document.activeElement as HTMLButtonElement);
    const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
    if (step) buttons[(at + step + buttons.length) % buttons.length]?.focus();
    if (event.key === "Escape") close();
    if (step || event.key === "Escape") event.preventDefault();
  };
  menu.querySelector("button")?.focus();
}
