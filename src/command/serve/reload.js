// Reloads the page when there is a newer site, and shows why there is none.
"use strict";
{
  const version = document.currentScript.dataset.version;

  const show = (problems) => {
    let box = document.getElementById("niemyet-problems");
    if (!problems) {
      box?.remove();
      return;
    }
    if (!box) {
      box = document.createElement("pre");
      box.id = "niemyet-problems";
      box.setAttribute("role", "alert");
      box.tabIndex = 0;
      // Through the object model, because the page's policy allows no style attributes.
      Object.assign(box.style, {
        position: "fixed",
        inset: "auto 0 0 0",
        zIndex: "2147483647",
        maxHeight: "60vh",
        overflow: "auto",
        margin: "0",
        padding: "1rem",
        background: "#2a0d0d",
        color: "#fff",
        borderTop: "4px solid #d33",
        font: "14px/1.45 ui-monospace, monospace",
        whiteSpace: "pre-wrap",
      });
      document.body.append(box);
    }
    box.textContent = problems;
  };

  new EventSource("/__niemyet/events").onmessage = (event) => {
    const now = JSON.parse(event.data);
    if (now.version !== version) {
      location.reload();
    } else {
      show(now.problems);
    }
  };
}
