/* What the page says of the whole: how it stands, why the course is not what the files are, why there is none. */
(() => {
  "use strict";
  const { preview } = window;
  const { el, mark, find } = preview;

  /** Say instead of the course why there is none, or no longer. */
  preview.instead = (on) => {
    const place = find("instead");
    place.hidden = !on;
    if (!on) return;
    const errors = preview.state.findings.filter((one) => one.severity === "error");
    place.replaceChildren(
      el("h2", {}, "The course cannot be shown yet"),
      el(
        "p",
        {},
        errors.length
          ? `Mend ${errors.length === 1 ? "this mistake" : `these ${errors.length} mistakes`} and save: it appears here by itself.`
          : "It appears here as soon as it can be built."
      ),
      el(
        "ol",
        {},
        errors
          .slice(0, 5)
          .map((one) =>
            el("li", {}, el("span", {}, preview.prose(one.message)), el("code", {}, `${one.path}:${one.line}`))
          )
      )
    );
  };

  /** Say above the course why it is not what the files are; `waiting`: a change waits for the connection. */
  preview.banner = (news, waiting) => {
    const place = find("banner");
    const errors = preview.state.findings.filter((one) => one.severity === "error");
    let parts = null;
    if (news && news.fault)
      parts = [
        el("b", {}, "elearn itself has stumbled."),
        ` ${news.fault} It tries again with the next file that you save.`
      ];
    else if (news && !news.whole && news.shown && preview.state.kind === "course") {
      parts = [
        el("b", {}, `You see the course as it was before ${errors.length > 1 ? "these mistakes" : "this mistake"}.`),
        errors.length
          ? el("span", {}, preview.prose(errors[0].message), el("code", {}, `${errors[0].path}:${errors[0].line}`))
          : null
      ];
    } else if (waiting) parts = [el("b", {}, "The connection is cut."), " The change is shown when it is back."];
    place.hidden = !parts;
    const text = parts ? parts.filter(Boolean) : [];
    if (parts) place.replaceChildren(mark("warning"), el("p", {}, text));
  };

  /** Say how it stands, with a mark: `ok`, `warning`, `error` or `busy`. */
  const status = (preview.status = (text, kind = "") => {
    find("status").className = kind;
    find("status").replaceChildren(...[kind && kind !== "busy" ? mark(kind) : null, text].filter(Boolean));
  });

  /** Count the findings. */
  preview.summary = (news) => {
    const { findings } = preview.state;
    const errors = findings.filter((one) => one.severity === "error").length;
    const warnings = findings.length - errors;
    find("tally").textContent = findings.length || "";
    find("tally").className = `tally ${errors ? "error" : "warning"}`;
    const words = [errors && preview.count(errors, "error"), warnings && preview.count(warnings, "warning")]
      .filter(Boolean)
      .join(", ");
    if (news && news.busy) status("Building…", "busy");
    else
      status(
        words ||
          (preview.state.kind === "course" ? `Up to date, ${preview.clock(Date.now())}` : "Keeps to its standard"),
        errors ? "error" : warnings ? "warning" : "ok"
      );
    document.title = `${errors ? "✕ " : ""}${preview.state.title} – Preview`;
  };
})();
