// A file that is chosen goes into the field that can also be filled by hand.

/** Shows the page's file inputs, and copies the text of what is chosen into the field that each names. */
export function startUploads(): void {
  for (const input of document.querySelectorAll<HTMLInputElement>("input[type=file][data-into]")) {
    const into = document.getElementById(input.dataset["into"] ?? "");
    if (!(into instanceof HTMLTextAreaElement)) continue;
    input.hidden = false;
    input.addEventListener("change", () => void input.files?.[0]?.text().then((text) => (into.value = text)));
  }
}
