// Starts the page's WebAssembly module, and shows what went wrong without its help when it cannot
// start or has panicked.

const fill = (section, texts) => {
  for (const [selector, text] of Object.entries(texts)) section.querySelector(selector).textContent = text;
  section.hidden = false;
};

addEventListener("connack-panic", (event) => {
  const [title, body, report, copy] = event.detail;
  const section = document.getElementById("report");
  fill(section, { h1: title, p: body, pre: report, button: copy });
  section.querySelector("button").onclick = () => navigator.clipboard?.writeText(report);
  section.scrollIntoView();
});

import("./page.js")
  .then((page) => page.default())
  .catch((error) => fill(document.getElementById("boot-failed"), { pre: error.name }));
