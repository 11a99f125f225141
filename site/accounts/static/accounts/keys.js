// Security keys: asks the browser for a key's answer and sends it with the form.
//
// A button with `data-key="add"` or `data-key="use"` names, in `data-options`, the element that
// holds what the site asks, as JSON. Without this script the button stays hidden.

const toBytes = (text) =>
  Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (one) => one.charCodeAt(0));

const toText = (buffer) =>
  btoa(String.fromCharCode(...new Uint8Array(buffer))).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");

const withBytes = (keys) => (keys || []).map((key) => ({ ...key, id: toBytes(key.id) }));

async function added({ publicKey }) {
  const options = {
    ...publicKey,
    challenge: toBytes(publicKey.challenge),
    user: { ...publicKey.user, id: toBytes(publicKey.user.id) },
    excludeCredentials: withBytes(publicKey.excludeCredentials),
  };
  const made = await navigator.credentials.create({ publicKey: options });
  return answer(made, {
    attestationObject: toText(made.response.attestationObject),
    transports: made.response.getTransports ? made.response.getTransports() : [],
  });
}

async function used({ publicKey }) {
  const options = {
    ...publicKey,
    challenge: toBytes(publicKey.challenge),
    allowCredentials: withBytes(publicKey.allowCredentials),
  };
  const found = await navigator.credentials.get({ publicKey: options });
  const { authenticatorData, signature, userHandle } = found.response;
  return answer(found, {
    authenticatorData: toText(authenticatorData),
    signature: toText(signature),
    userHandle: userHandle ? toText(userHandle) : null,
  });
}

function answer(credential, response) {
  return {
    type: credential.type,
    id: credential.id,
    rawId: toText(credential.rawId),
    authenticatorAttachment: credential.authenticatorAttachment,
    clientExtensionResults: credential.getClientExtensionResults(),
    response: { clientDataJSON: toText(credential.response.clientDataJSON), ...response },
  };
}

const DEEDS = { add: [added, "creation_options"], use: [used, "request_options"] };

for (const button of document.querySelectorAll("button[data-key]")) {
  const note = document.querySelector("[data-key-note]");
  if (!window.PublicKeyCredential) {
    if (note) note.textContent = "This browser cannot use security keys.";
    continue;
  }
  button.hidden = false;
  button.addEventListener("click", async () => {
    const [deed, name] = DEEDS[button.dataset.key];
    const asked = JSON.parse(document.getElementById(button.dataset.options).textContent)[name];
    try {
      const credential = await deed(asked);
      button.form.elements.credential.value = JSON.stringify(credential);
      button.form.submit();
    } catch {
      if (note) note.textContent = "The key did not answer. Try again, or use another way.";
    }
  });
}
