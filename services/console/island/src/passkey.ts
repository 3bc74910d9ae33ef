// The officer's authenticator, asked by a form: `data-passkey` says what for. Every text is the page's.
// What it gave goes into the hidden fields of the form, base64url, and the form is sent; the issuer judges it.

const encoded = (raw: ArrayBuffer): string =>
  btoa(String.fromCharCode(...new Uint8Array(raw))).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");

const decoded = (text: string): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (sign) => sign.charCodeAt(0));

/** What the authenticator signs for a token. */
async function touched(challenge: Uint8Array<ArrayBuffer>): Promise<Record<string, ArrayBuffer>> {
  const publicKey = { challenge, userVerification: "required" as const, timeout: 60_000 };
  const given = (await navigator.credentials.get({ publicKey })) as PublicKeyCredential;
  const answer = given.response as AuthenticatorAssertionResponse;
  return {
    credential: given.rawId,
    authenticator_data: answer.authenticatorData,
    client_data: answer.clientDataJSON,
    signature: answer.signature,
  };
}

/** A new passkey of the officer whom the form names: ES256, found without a list, with its user verified. */
async function made(challenge: Uint8Array<ArrayBuffer>, officer: string): Promise<Record<string, ArrayBuffer>> {
  const publicKey: PublicKeyCredentialCreationOptions = {
    challenge,
    rp: { name: "Rabta" },
    user: { id: new TextEncoder().encode(officer), name: officer, displayName: officer },
    pubKeyCredParams: [{ type: "public-key", alg: -7 }],
    authenticatorSelection: { userVerification: "required", residentKey: "required" },
    attestation: "none",
    timeout: 60_000,
  };
  const given = (await navigator.credentials.create({ publicKey })) as PublicKeyCredential;
  const answer = given.response as AuthenticatorAttestationResponse;
  return { credential: given.rawId, client_data: answer.clientDataJSON, attestation: answer.attestationObject };
}

async function ask(form: HTMLFormElement): Promise<void> {
  const failed = document.getElementById("failed");
  failed?.setAttribute("hidden", "");
  const challenge = decoded(form.dataset["challenge"] ?? "");
  try {
    const officer = form.dataset["officer"] ?? "";
    const given = await (form.dataset["passkey"] === "create" ? made(challenge, officer) : touched(challenge));
    for (const [name, raw] of Object.entries(given)) {
      const field = form.elements.namedItem(name);
      if (field instanceof HTMLInputElement) field.value = encoded(raw);
    }
    form.submit();
  } catch {
    failed?.removeAttribute("hidden");
  }
}

for (const form of document.querySelectorAll<HTMLFormElement>("form[data-passkey]")) {
  if (form.dataset["passkey"] === "on") form.submit();
  else
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      void ask(form);
    });
}
