// Posts the result of a measurement, or why there is none: a script that cannot be loaded and an
// error that nobody caught are told too, instead of leaving the other side to wait.
globalThis.report = (answer) =>
  fetch("./result", { method: "POST", body: JSON.stringify(answer) });
const failed = (event) => report({ error: String(event.message ?? event.reason ?? event.target.src) });
addEventListener("error", failed, true);
addEventListener("unhandledrejection", failed);
