/* The learner's record as the LMS has it: status, score, state, time, objectives, and the answers. */
(() => {
  "use strict";
  const { preview } = window;
  const { el, mark } = preview;

  const rows = (list) =>
    Object.keys(list || {})
      .filter((name) => /^\d+$/.test(name))
      .sort((one, other) => one - other)
      .map((name) => list[name]);

  /** A record of either standard in the same words. */
  function read(cmi, twelve) {
    const core = twelve ? cmi.core : cmi;
    const score = core.score || {};
    return {
      completion: twelve ? core.lesson_status : core.completion_status,
      success: twelve ? "" : core.success_status,
      raw: score.raw,
      scaled: twelve ? "" : score.scaled,
      progress: twelve ? "" : core.progress_measure,
      place: twelve ? core.lesson_location : core.location,
      state: cmi.suspend_data || "",
      session: core.session_time,
      total: core.total_time,
      exit: core.exit,
      entry: core.entry,
      mode: twelve ? core.lesson_mode : core.mode,
      mastery: twelve ? cmi.student_data && cmi.student_data.mastery_score : core.scaled_passing_score,
      objectives: rows(cmi.objectives),
      interactions: rows(cmi.interactions)
    };
  }
  preview.readRecord = read;

  const GOOD = ["passed", "completed"];

  function chip(word) {
    if (!word) return el("span.none", {}, "none");
    const kind = GOOD.includes(word) ? "good" : word === "failed" ? "bad" : "open";
    return el(`span.chip.${kind}`, {}, mark(kind === "good" ? "ok" : kind === "bad" ? "error" : "dot"), word);
  }

  const line = (name, value, note) =>
    el("div.fact", {}, el("dt", {}, name), el("dd", {}, value, note ? el("span.note", {}, note) : null));

  const percent = (share) => `${Math.round(Number(share) * 1000) / 10} %`;

  function score(record, twelve) {
    if (record.raw === "" && !record.scaled) return el("span.none", {}, "none");
    const mastery = twelve ? record.mastery && `${record.mastery} of 100` : record.mastery && percent(record.mastery);
    return el(
      "span",
      {},
      record.raw === "" ? percent(record.scaled) : `${record.raw} of 100`,
      el("span.note", {}, mastery ? `pass mark ${mastery}` : "no pass mark given")
    );
  }

  function stateBar(text, limit) {
    const share = limit ? text.length / limit : 0;
    const words = limit
      ? `${text.length.toLocaleString("en")} of ${limit.toLocaleString("en")} characters`
      : preview.count(text.length, "character");
    return el(
      "div.state",
      {},
      el("meter", {
        min: 0,
        max: limit || 1,
        high: limit * 0.8 || 1,
        value: Math.min(text.length, limit || 1),
        "aria-label": "Size of the state"
      }),
      el("span", {}, words),
      share > 0.8 ? el("span.warning-text", {}, mark("warning"), "close to the limit") : null,
      text
        ? el("details", {}, el("summary", {}, "Show it"), el("pre", { tabindex: 0, "aria-label": "The state" }, text))
        : null
    );
  }

  const ENTRY = { "ab-initio": "for the first time", resume: "resumed", "": "again, from the start" };

  /** The most characters of state that the standard grants (1.2: 4096; 2004: 64000). */
  const grants = (twelve) => (twelve ? 4096 : 64000);

  /** Draw the record of what is launched. */
  preview.drawRecord = (place) => {
    const { session } = preview.lms;
    const cmi = preview.lms.now();
    if (!cmi) return preview.fill(place, none());
    const { twelve } = session;
    const record = read(cmi, twelve);
    const stored = preview.lms.record(session.key);
    const since =
      session.state === "ended"
        ? "The course has ended its session."
        : session.state === "launched"
          ? "The course has not said anything yet."
          : "";
    const saved = preview.lms.unstored()
      ? el("p.unsaved", {}, mark("warning"), "Something is not stored yet.")
      : el("p.saved", {}, mark("ok"), stored ? `Stored at ${preview.clock(stored.at)}.` : "Nothing is stored yet.");
    const opened = place.querySelector("details")?.open;
    preview.fill(
      place,
      since ? el("p.hint", {}, since) : null,
      saved,
      el(
        "dl.facts",
        {},
        line(twelve ? "Status" : "Completion", chip(record.completion)),
        twelve ? null : line("Success", chip(record.success)),
        line("Score", score(record, twelve)),
        twelve
          ? null
          : line("Progress", record.progress === "" ? el("span.none", {}, "none") : percent(record.progress)),
        line("Place", record.place ? el("code", {}, record.place) : el("span.none", {}, "none")),
        line("State", stateBar(record.state, grants(twelve))),
        line("This visit", preview.duration(record.session)),
        line("All visits", preview.duration(record.total)),
        line("Opened", ENTRY[record.entry] ?? record.entry, record.mode === "normal" ? "" : `mode ${record.mode}`),
        line("Exit", record.exit ? el("code", {}, record.exit) : el("span.none", {}, "none"))
      ),
      el("h3", {}, "Objectives"),
      record.objectives.length ? objectives(record.objectives) : el("p.none", {}, "None has been reported.")
    );
    const again = place.querySelector("details");
    if (again && opened) again.open = true;
  };

  function none() {
    const launch = preview.stage.current && preview.stage.current.launch;
    if (launch && preview.stage.chosen.target === "web") {
      return el(
        "div.empty",
        {},
        el("h3", {}, "No LMS here"),
        el("p", {}, "The plain site keeps progress in this browser. “New learner” forgets it.")
      );
    }
    if (launch)
      return el(
        "div.empty",
        {},
        el("h3", {}, "An asset"),
        el(
          "p",
          {},
          "The manifest says that this is no SCO: it has no API, and the LMS keeps nothing of it but that it was opened."
        )
      );
    return el(
      "div.empty",
      {},
      el("h3", {}, "Nothing is launched"),
      el("p", {}, "As soon as the course talks to its LMS, its record is here.")
    );
  }

  function objectives(list) {
    return el(
      "ul.objectives",
      {},
      list.map((one) =>
        el(
          "li",
          {},
          el("code", {}, one.id),
          el("span", {}, one.score.scaled ? percent(one.score.scaled) : one.score.raw ? `${one.score.raw} of 100` : ""),
          chip(
            one.success_status && one.success_status !== "unknown"
              ? one.success_status
              : one.status || one.completion_status
          )
        )
      )
    );
  }

  // --- answers ---

  const RESULTS = {
    correct: ["ok", "good"],
    wrong: ["error", "bad"],
    incorrect: ["error", "bad"],
    neutral: ["dot", "open"]
  };

  /** Draw the table of interactions, the last one first. */
  preview.drawInteractions = (place) => {
    const cmi = preview.lms.now();
    const list = cmi ? read(cmi, preview.lms.session.twelve).interactions : [];
    if (!list.length) {
      preview.fill(
        place,
        el(
          "div.empty",
          {},
          el("h3", {}, "No answers yet"),
          el("p", {}, "Each question that the learner answers is told to the LMS and listed here.")
        )
      );
      return;
    }
    preview.fill(
      place,
      el("p.hint", {}, `${preview.count(list.length, "answer")}, the last one first.`),
      el(
        "ol.answers",
        { reversed: true },
        list
          .map((one) => {
            const [sign, kind] = RESULTS[one.result] || ["dot", "open"];
            const response = one.student_response ?? one.learner_response ?? "";
            const wanted = rows(one.correct_responses)
              .map((pattern) => pattern.pattern)
              .join("  or  ");
            return el(
              "li",
              {},
              el(
                "div.answer-head",
                {},
                el("code", {}, one.id),
                el(`span.chip.${kind}`, {}, mark(sign), one.result || "no result")
              ),
              one.description ? el("p", {}, one.description) : null,
              el(
                "dl.facts",
                {},
                line("Kind", one.type),
                line("Answer", response === "" ? el("span.none", {}, "none") : el("code", {}, response)),
                wanted && one.result !== "correct" ? line("Right", el("code", {}, wanted)) : null,
                one.latency ? line("Took", preview.duration(one.latency)) : null
              )
            );
          })
          .reverse()
      )
    );
  };
})();
