/* Codes, articles and glossary words: a tap shows what they are, in the margin of a wide screen or in a sheet at the foot
 * of a small one. The texts stand in the list at the end of the page, where they are read without script. */
(function (elearn) {
  "use strict";
  var open = null; // {link, note}

  function close(back) {
    if (!open) return;
    open.note.remove();
    open.link.setAttribute("aria-expanded", "false");
    if (back) open.link.focus();
    open = null;
  }

  function show(link, entry) {
    close(false);
    var id = "note-open";
    var note = elearn.el("div.margin-note", { id: id, role: "dialog", "aria-label": link.textContent, tabindex: "-1" });
    var title = entry.querySelector("dt");
    note.appendChild(elearn.el("p.note-title", {}, title ? title.textContent.trim() : link.textContent));
    var text = elearn.el("div", {});
    var says = entry.querySelector("dd");
    text.innerHTML = says.innerHTML;
    ["lang", "dir"].forEach(function (name) { // the tables of codes are in English
      if (says.hasAttribute(name)) text.setAttribute(name, says.getAttribute(name));
    });
    note.appendChild(text);
    note.appendChild(elearn.shut(function () { close(true); }));
    var article = document.querySelector("article.page");
    article.appendChild(note);
    note.style.setProperty("--at", link.getBoundingClientRect().top - article.getBoundingClientRect().top + "px");
    link.setAttribute("aria-expanded", "true");
    open = { link: link, note: note };
    note.focus({ preventScroll: true });
  }

  elearn.pages.enhance(function (article) {
    open = null;
    elearn.all("a.ref", article).forEach(function (link) {
      var entry = article.querySelector("[id='" + link.getAttribute("href").slice(1) + "']");
      if (!entry) return;
      link.setAttribute("role", "button");
      link.setAttribute("aria-expanded", "false");
      link.setAttribute("aria-haspopup", "dialog");
      link.addEventListener("click", function (event) {
        event.preventDefault();
        if (open && open.link === link) close(true);
        else show(link, entry);
      });
      link.addEventListener("keydown", function (event) {
        if (event.key !== " ") return;
        event.preventDefault();
        link.click();
      });
    });
  });

  document.addEventListener("keydown", function (event) {
    if (event.key === "Escape" && open) close(true);
  });
  document.addEventListener("click", function (event) {
    if (open && !open.note.contains(event.target) && !open.link.contains(event.target)) close(false);
  });
})(window.elearn);
