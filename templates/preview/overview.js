/* The course at a glance: objectives and what covers them, minutes, bytes, freshness, size of the learners' state. */
(() => {
  "use strict";
  const { preview } = window;
  const { el, mark } = preview;
  const OLD = 365; // days; a review that is older is marked

  const head = (...names) =>
    el(
      "thead",
      {},
      el(
        "tr",
        {},
        names.map((name) => el("th", { scope: "col" }, name))
      )
    );

  function table(caption, names, rows) {
    return el("table", {}, el("caption", {}, caption), head(...names), el("tbody", {}, rows));
  }

  const cell = (content, kind = "") => el(`td${kind ? `.${kind}` : ""}`, {}, content);

  function figures(state) {
    const minutes = state.pages.reduce((sum, page) => sum + page.minutes, 0);
    const words = state.pages.reduce((sum, page) => sum + page.words, 0);
    const questions = state.pages.reduce((sum, page) => sum + page.questions, 0);
    const lessons = state.pages.filter((page) => page.kind !== "exam").length;
    const launch = state.weights && state.weights.launch;
    const all = state.weights && Object.values(state.weights.pages).reduce((sum, bytes) => sum + bytes, launch);
    const figure = (value, name, note) =>
      el("div.figure", {}, el("dt", {}, name, note ? el("span.note", {}, note) : null), el("dd", {}, value));
    return el(
      "dl.figures",
      {},
      figure(
        minutes >= 90 ? `${Math.floor(minutes / 60)} h ${minutes % 60} min` : `${minutes} min`,
        "to go through",
        `${words.toLocaleString("en")} words`
      ),
      figure(String(lessons), lessons === 1 ? "lesson" : "lessons", preview.count(questions, "question")),
      launch ? figure(preview.size(launch), "until the first page", `${preview.wait(launch)} at 64 kbit/s`) : null,
      all ? figure(preview.size(all), "for all pages", `${preview.wait(all)} at 64 kbit/s`) : null
    );
  }

  function objectives(state, show) {
    const titles = Object.fromEntries(state.pages.map((page) => [page.id, page.title]));
    const exam = state.pages.some((page) => page.kind === "exam");
    const rows = state.objectives.map((one) => {
      const link = (id) => el("button.link", { type: "button", click: () => show(id) }, titles[id] || id);
      const few = one.lessons.slice(0, 3);
      return el(
        "tr",
        {},
        el(
          "th",
          { scope: "row" },
          one.text,
          el(
            "span.note",
            {},
            el("code", {}, one.id),
            one.lessons.length
              ? [
                  ": ",
                  few.map((id, index) => [index ? ", " : "", link(id)]),
                  one.lessons.length > 3 ? ` and ${one.lessons.length - 3} more` : ""
                ].flat(2)
              : missing(" in no lesson")
          )
        ),
        cell(one.questions ? String(one.questions) : missing("none"), "number"),
        exam
          ? cell(one.drawn ? `${one.drawn} of ${one.pool}` : one.pool ? String(one.pool) : missing("none"), "number")
          : null
      );
    });
    return table("Objectives", ["Objective", "Questions", ...(exam ? ["Exam"] : [])], rows);
  }

  const missing = (words) => el("span.warning-text", {}, mark("warning"), words);

  function pages(state, show) {
    const weights = state.weights ? state.weights.pages : {};
    const most = Math.max(1, ...Object.values(weights));
    const rows = state.pages.map((page) =>
      el(
        "tr",
        {},
        el(
          "th",
          { scope: "row" },
          el("button.link", { type: "button", click: () => show(page.id) }, page.title || page.id)
        ),
        cell(page.minutes ? String(page.minutes) : "", "number"),
        cell(page.words ? page.words.toLocaleString("en") : "", "number"),
        el(
          "td.number.weight",
          { style: `--share: ${(weights[page.id] || 0) / most}` },
          page.id in weights ? preview.size(weights[page.id]) : ""
        ),
        cell(page.id in weights ? preview.wait(weights[page.id]) : "", "number")
      )
    );
    return table("Pages", ["Page", "Min", "Words", "Bytes", "64 kbit/s"], rows);
  }

  function freshness(state) {
    const titles = Object.fromEntries(state.pages.map((page) => [page.id, page.title]));
    const rows = state.freshness.map((one) =>
      el(
        "tr",
        {},
        el("th", { scope: "row" }, titles[one.id] || one.id),
        cell(one.day || missing("never")),
        cell(
          one.age === null
            ? ""
            : one.age > OLD
              ? missing(preview.count(one.age, "day"))
              : preview.count(one.age, "day"),
          "number"
        )
      )
    );
    return table("Last reviews, the oldest first", ["Page", "Reviewed", "Ago"], rows);
  }

  function states(state) {
    const names = Object.keys(state.states);
    const rows = names.map((name) => {
      const [size, limit] = state.states[name];
      return el(
        "tr",
        {},
        el("th", { scope: "row" }, name),
        cell(
          limit
            ? el(
                "span",
                {},
                `${size.toLocaleString("en")} of ${limit.toLocaleString("en")}`,
                el("meter", {
                  min: 0,
                  max: limit,
                  high: limit * 0.8,
                  value: Math.min(size, limit),
                  "aria-label": `State for ${name}`
                })
              )
            : "no limit",
          "number"
        )
      );
    });
    return table("Greatest size of a learner's state", ["Target", "Characters"], rows);
  }

  /** Draw the overview of a course; `show(page)` opens one of its pages. */
  preview.drawOverview = (place, state, show) => {
    if (!state.objectives) {
      preview.fill(
        place,
        el(
          "div.empty",
          {},
          el("h3", {}, "No overview yet"),
          el("p", {}, "It is here as soon as course.yaml can be read.")
        )
      );
      return;
    }
    preview.fill(
      place,
      figures(state),
      state.objectives.length ? objectives(state, show) : el("p.none", {}, "The course names no objectives."),
      pages(state, show),
      freshness(state),
      states(state)
    );
  };
})();
