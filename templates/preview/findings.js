/* The pages of the course with what `elearn check` finds on each, and the findings themselves with their cures. */
(() => {
  "use strict";
  const { preview } = window;
  const { el, mark } = preview;
  const KINDS = ["error", "warning"];
  const WIDE = 140; // characters of a line that are shown

  const rank = (finding) => KINDS.indexOf(finding.severity);

  // --- pages ---

  function counts(findings) {
    const kinds = KINDS.map((kind) => [kind, findings.filter((one) => one.severity === kind).length]);
    return kinds
      .filter(([, number]) => number)
      .map(([kind, number]) =>
        el(
          `span.count.${kind}`,
          {},
          mark(kind),
          String(number),
          el("span.unseen", {}, number === 1 ? ` ${kind}` : ` ${kind}s`)
        )
      );
  }

  /** Draw the list of pages; `show(page)` is called for the one that is chosen. */
  preview.drawPages = (place, state, show) => {
    const parts = [];
    let module = null;
    let list = null;
    for (const page of state.pages) {
      if (!list || page.module !== module) {
        module = page.module;
        if (module) parts.push(el("h3", {}, module));
        parts.push((list = el("ul", {})));
      }
      const about = [page.minutes && `${page.minutes} min`, page.questions && preview.count(page.questions, "question")]
        .filter(Boolean)
        .join(" · ");
      list.append(
        el(
          "li",
          {},
          el(
            "button.page",
            { type: "button", "data-page": page.id, click: () => show(page.id) },
            el("span.page-title", {}, page.title || (page.kind === "exam" ? "Exam" : page.id)),
            el("span.counts", {}, counts(state.findings.filter((one) => one.page === page.id))),
            about ? el("span.page-about", {}, about) : null
          )
        )
      );
    }
    preview.fill(place, parts.length ? parts : el("p.none", {}, "No page could be read yet."));
    preview.markPage(place, preview.stage.page);
  };

  /** Mark the page that is open. */
  preview.markPage = (place, id) => {
    for (const button of place.querySelectorAll("[data-page]")) {
      if (button.dataset.page === id) button.setAttribute("aria-current", "page");
      else button.removeAttribute("aria-current");
    }
    place.querySelector("[aria-current]")?.scrollIntoView({ block: "nearest" });
  };

  // --- findings ---

  function excerpt(finding) {
    if (!finding.excerpt) return null;
    const from = finding.excerpt.length > WIDE ? Math.max(0, finding.col - 50) : 0;
    const text = finding.excerpt.slice(from, from + WIDE);
    const start = Math.max(0, finding.col - 1 - from);
    const stop = Math.max(start + 1, finding.end - 1 - from);
    const caret = start >= text.length ? el("mark.after", {}, " ") : el("mark", {}, text.slice(start, stop));
    return el(
      "pre.excerpt",
      {},
      el("span.line-number", {}, finding.line),
      el("code", {}, text.slice(0, start), caret, text.slice(stop))
    );
  }

  function editors(finding, state) {
    if (!finding.path || state.kind !== "course") return [];
    const file = `${state.folder}/${finding.path}`.replace(/\\/g, "/");
    const link = `vscode://file${encodeURI(file.startsWith("/") ? file : `/${file}`)}:${finding.line}:${finding.col}`;
    const open = async () => {
      const refusal = await preview.send("open", { path: finding.path, line: finding.line, col: finding.col });
      preview.toast(refusal || `${finding.path} is open in ${state.editor}.`);
    };
    return [
      state.editor ? el("button.quiet", { type: "button", click: open }, `Open in ${state.editor}`) : null,
      el("a.quiet", { href: link }, "VS Code")
    ];
  }

  function card(finding, state, show) {
    const kind = finding.severity;
    const words = preview.prose(finding.message);
    const where = `${finding.path.replace(/^.*!\//, "")}:${finding.line}:${finding.col}`;
    const message =
      finding.page && state.pages.some((page) => page.id === finding.page)
        ? el("button.message", { type: "button", title: "Show its place", click: () => show(finding.page, finding) }, words)
        : el("span.message", {}, words);
    return el(
      `li.finding.${kind}`,
      {},
      el(
        "p.finding-head",
        {},
        mark(kind),
        el("span.severity", {}, finding.severity),
        el("code", {}, finding.code),
        el("span.where", {}, where)
      ),
      el("p.finding-text", {}, message),
      excerpt(finding),
      finding.help ? el("p.cure", {}, mark("cure"), el("span", {}, preview.prose(finding.help))) : null,
      el(
        "p.finding-acts",
        {},
        el("button.quiet", { type: "button", click: () => why(finding.code) }, "Why?"),
        editors(finding, state)
      )
    );
  }

  /** Draw the findings, grouped by page, those of the course as a whole first. */
  preview.drawFindings = (place, state, show) => {
    const groups = new Map([["", []], ...state.pages.map((page) => [page.id, []])]);
    for (const finding of state.findings) groups.get(groups.has(finding.page) ? finding.page : "").push(finding);
    const parts = [];
    for (const [id, findings] of groups) {
      if (!findings.length) continue;
      const page = state.pages.find((one) => one.id === id);
      findings.sort((one, other) => rank(one) - rank(other) || one.line - other.line);
      const title = page ? page.title || page.id : state.kind === "course" ? "The course" : "The package";
      parts.push(
        el(
          "section",
          {},
          el("h3", {}, title),
          el(
            "ul.findings",
            {},
            findings.map((one) => card(one, state, show))
          )
        )
      );
    }
    const clean = el(
      "div.empty",
      {},
      mark("ok"),
      el("h3", {}, "Nothing to mend"),
      el(
        "p",
        {},
        state.kind === "course" ? "Checks run with every file that you save." : "The package keeps to its standard."
      )
    );
    preview.fill(place, parts.length ? parts : clean);
  };

  /** The manual page of a code. */
  async function why(code) {
    const dialog = preview.find("manual");
    const found = await preview.ask(`manual/${code}`);
    preview.find("manual-title").textContent = found ? `${code}: ${found.title}` : code;
    preview.find("manual-text").innerHTML = found ? found.manual : "The manual cannot be read at the moment.";
    dialog.showModal();
  }
})();
