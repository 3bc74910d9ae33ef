// What can be done to a node: forms that the page has once, each told which node it is about.

/** Forms of acts on one node, in their order; `data-not` names a node that one of them is not for. */
export function formsFor(id: string): HTMLFormElement[] {
  return [...document.querySelectorAll<HTMLFormElement>("form[data-of]")].filter((form) => form.dataset["not"] !== id);
}

/** Sends a form about a node, as the button of its row does. */
export function sendFor(form: HTMLFormElement, id: string): void {
  const field = document.createElement("input");
  field.type = "hidden";
  field.name = form.dataset["field"] ?? "";
  field.value = id;
  form.append(field);
  form.requestSubmit();
  field.remove();
}

/** Opens the menu of a node that is called `label`, at a place in the page. */
export function openMenu(menu: HTMLElement, id: string, label: string, x: number, y: number, back: () => void): void {
  const close = (): void => {
    menu.hidden = true;
    back();
  };
  const items = formsFor(id).map((form) => {
    const item = document.createElement("li");
    const button = document.createElement("button");
    const word = form.dataset["word"] ?? "";
    button.type = "button";
    button.textContent = word;
    button.setAttribute("aria-label", `${word}: ${label}`);
    button.addEventListener("click", () => sendFor(form, id));
    button.addEventListener("blur", ({ relatedTarget: to }) => {
      if (to instanceof Node && !menu.contains(to)) menu.hidden = true;
    });
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
